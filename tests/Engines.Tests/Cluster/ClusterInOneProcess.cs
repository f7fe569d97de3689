using ActorCompute.Actors;
using ActorCompute.Engines.Cluster.Clients;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Tests.Cluster;

/// <summary>A seed node, a worker node and a client, which speak over real sockets though they share a
/// process.</summary>
internal sealed class ClusterInOneProcess(SeedNode seed, WorkerNode worker, ClusterEngine client) : IEngine
{
    private static readonly HostPort s_anyPort = new("127.0.0.1", 0);

    public event Action<ActorFailure>? ActorFailed
    {
        add => client.ActorFailed += value;
        remove => client.ActorFailed -= value;
    }

    public ClusterEngine Client => client;

    public NodeId Worker => worker.Node;

    public string Name => client.Name;

    public NodeId Node => client.Node;

    public ActorRef Router => client.Router;

    public int Slots => client.Slots;

    public bool IsLocal => client.IsLocal;

    public long MostChunkBytes => client.MostChunkBytes;

    public IArrayTable Arrays => client.Arrays;

    public static ClusterInOneProcess Start(
        string engine, int slots, TimeSpan stopTimeout, string? dataRoot = null)
    {
        var seed = new SeedNode(new SeedNodeOptions { Listen = s_anyPort, Engine = engine });
        using var joined = new ManualResetEventSlim();
        WorkerNode worker = WorkerNode.StartAsync(new WorkerNodeOptions
        {
            Seed = seed.Address,
            Listen = s_anyPort,
            Engine = engine,
            Name = "worker",
            Slots = slots,
            DataRoot = dataRoot,
            Joined = joined.Set,
        }).GetAwaiter().GetResult();
        joined.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue("the worker node did not join");
        ClusterEngine client = ClusterEngine.ConnectAsync(new ClusterEngineOptions
        {
            Seed = seed.Address,
            Engine = engine,
            StopTimeout = stopTimeout,
        }).GetAwaiter().GetResult();
        return new ClusterInOneProcess(seed, worker, client);
    }

    public ActorRef Spawn(IHandler handler) => client.Spawn(handler);

    public ActorRef SpawnOfEngine(IHandler handler) => client.SpawnOfEngine(handler);

    public void Stop(ActorRef actor) => client.Stop(actor);

    public void Send(ActorRef target, object message, ActorRef sender = default) =>
        client.Send(target, message, sender);

    public void SendAndHelp(ActorRef target, object message, IHelpUntil until) =>
        client.SendAndHelp(target, message, until);

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await worker.DisposeAsync();
        seed.Dispose();
    }
}
