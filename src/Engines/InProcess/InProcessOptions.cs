namespace ActorCompute.Engines.InProcess;

/// <summary>What an in-process engine is told at its start.</summary>
public sealed record InProcessOptions
{
    /// <summary>How many kernels run at once, from 1; by default the logical processors.</summary>
    public int Slots { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// True, the default, to read inputs and write results in place. False moves them through slices of the
    /// workers' own, as between processes: for tests of that road.
    /// </summary>
    public bool SharesMemory { get; init; } = true;

    /// <summary>How long kernels may take to acknowledge a stop before their slices are abandoned.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
