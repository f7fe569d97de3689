namespace ActorCompute.Simulation.Scenarios;

/// <summary>A process of a scenario.</summary>
public sealed record NodePlan
{
    /// <summary>The seed node of every scenario.</summary>
    public static readonly NodePlan SeedNode = new() { Role = NodeRole.Seed, Slots = 0 };

    /// <summary>What it is there for.</summary>
    public NodeRole Role { get; init; } = NodeRole.Worker;

    /// <summary>How many kernels it runs at once; a client may run none.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>True where its workers compute on the client's arrays in place.</summary>
    public bool SharesMemory { get; init; }

    /// <summary>
    /// How often of a thousand times it sees the client's files when it looks: a disk may come and go.
    /// </summary>
    public int SeesFilesPerMille { get; init; }

    /// <summary>When it starts, in nanoseconds.</summary>
    public long JoinsAt { get; init; }

    /// <summary>How many times longer than the scenario says a block takes here.</summary>
    public long SlowFactor { get; init; } = 1;

    /// <summary>How many chunks each of its workers takes at once.</summary>
    public int ChunkCredit { get; init; } = 4;

    /// <summary>How many bytes of chunks each of its workers takes at once.</summary>
    public long ByteCredit { get; init; } = 1L << 30;
}

/// <summary>What a process is there for.</summary>
public enum NodeRole
{
    /// <summary>Computes for all clients.</summary>
    Worker,

    /// <summary>Submits jobs, and computes for itself if it has slots.</summary>
    Client,

    /// <summary>Keeps the list of worker nodes.</summary>
    Seed,
}
