namespace ActorCompute.Simulation.Engine;

/// <summary>An oracle saw something that must never happen. Ends the run.</summary>
public sealed class ViolationException(string oracle, string message) : Exception(message)
{
    public string Oracle { get; } = oracle;
}
