namespace ActorCompute.Client;

/// <summary>How a cluster of this process alone computes.</summary>
public sealed record LocalOptions
{
    /// <summary>How many kernels run at once, from 1 to 1,024; by default the logical processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
