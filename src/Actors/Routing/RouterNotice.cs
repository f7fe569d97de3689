namespace ActorCompute.Actors.Routing;

/// <summary>What an engine whose workers are on other nodes tells the router of the way to them.</summary>
public static class RouterNotice
{
    /// <summary>
    /// Why there may be no worker: what a job that stalls without one is to say. Replaces what was told
    /// before.
    /// </summary>
    /// <param name="Why">Some words that go on a sentence.</param>
    public sealed record NoWorkers(string Why);
}
