namespace ActorCompute.Messages;

/// <summary>
/// A function of a program for each of a job's items. Chunks count items, as asked for. It never leaves the
/// process: the function is a reference, and keeps items and results to itself.
/// </summary>
public sealed record ItemsSpec : JobSpec
{
    /// <inheritdoc/>
    public override string Unit => "items";

    /// <summary>What to run.</summary>
    public required ItemFunction Function { get; init; }
}

/// <summary>
/// Runs items of a job by their indices, several runs at once on the threads of different slots.
/// </summary>
public abstract class ItemFunction
{
    /// <summary>
    /// Runs items in order from the first on: all, or fewer where a stop was asked for or the thread is
    /// spent. An exception fails the job.
    /// </summary>
    /// <param name="first">The index of the first item.</param>
    /// <param name="count">How many items.</param>
    /// <param name="stop">To be looked at before each item.</param>
    public abstract ItemsRun Run(long first, long count, IStopSignal stop);
}

/// <summary>How a run of items ended.</summary>
/// <param name="Done">How many items were run, from the first on.</param>
/// <param name="ThreadIsSpent">
/// True where the thread is to be replaced before it runs another item. Only an engine whose slots have
/// threads of their own does that; others go on with the thread they have.
/// </param>
public readonly record struct ItemsRun(long Done, bool ThreadIsSpent = false);

/// <summary>Tells a running function to stop. Thread safe.</summary>
public interface IStopSignal
{
    /// <summary>True once no further item is wanted.</summary>
    bool IsRequested { get; }
}
