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

    /// <summary>
    /// True to give each slot a thread of its own, from the start on, that alone runs what is sent to it: for
    /// functions that leave something with their thread. False, the default, lets any thread take any run.
    /// </summary>
    public bool PinsThreads { get; init; }

    /// <summary>
    /// What a slot's own thread does first, where there are such: each one that is started. Never throws.
    /// </summary>
    public Action? ThreadStarts { get; init; }
}
