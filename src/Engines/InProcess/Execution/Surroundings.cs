using ActorCompute.Engines.InProcess.Data;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>What jobs may name besides the arrays of a node's table.</summary>
/// <param name="Resolve">
/// The path of a file that a job names; a <see cref="Arrays.ComputeException"/> where it may not.
/// </param>
/// <param name="Segments">The segments of other processes; null where they are not mapped.</param>
/// <param name="Host">
/// This machine, as <see cref="Messages.OutputFile.Host"/>; empty if it is not known.
/// </param>
internal sealed record Surroundings(Func<string, string> Resolve, ISegments? Segments, string Host = "")
{
    /// <summary>Files by their paths, and no segments.</summary>
    public static Surroundings OfThisMachine { get; } = new(static path => path, null);
}
