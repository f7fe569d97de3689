namespace ActorCompute.Client.Tests.Processes;

/// <summary>A cluster of one worker process that tests share: the pools' processes are their own.</summary>
public sealed class LocalCluster : IAsyncLifetime
{
    public ComputeCluster Compute { get; private set; } = null!;

    public async Task InitializeAsync() => Compute = await ComputeCluster.StartLocalAsync(1);

    public async Task DisposeAsync() => await Compute.DisposeAsync();
}
