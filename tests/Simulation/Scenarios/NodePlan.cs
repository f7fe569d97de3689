namespace ActorCompute.Simulation.Scenarios;

/// <summary>A node of a scenario.</summary>
public sealed record NodePlan
{
    /// <summary>How many workers it has; the client's node may have none.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>True where its workers compute on the client's arrays in place.</summary>
    public bool SharesMemory { get; init; }

    /// <summary>When it starts, in nanoseconds.</summary>
    public long JoinsAt { get; init; }

    /// <summary>How many times longer than the scenario says a block takes here.</summary>
    public long SlowFactor { get; init; } = 1;

    /// <summary>How many chunks each of its workers takes at once.</summary>
    public int ChunkCredit { get; init; } = 4;

    /// <summary>How many bytes of chunks each of its workers takes at once.</summary>
    public long ByteCredit { get; init; } = 1L << 30;
}
