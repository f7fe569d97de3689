using ActorCompute.Actors.Membership;
using ActorCompute.Actors.Working;
using ActorCompute.Messages;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Simulation.Engine;

/// <summary>
/// The actors that compute: an executor a slot, a worker a slot for each client, and on a worker node what
/// takes clients in and keeps the node in the seed node's list.
/// </summary>
public static class WorkerActors
{
    public static void Add(Simulator simulator, SimulatedNode node)
    {
        var sessions = new SimulatedSessions(simulator, node);
        node.Add(sessions);
        sessions.Executors = AddExecutors(simulator, node);
        ActorRef agent = node.Add(new MembershipAgent(new MembershipAgentOptions
        {
            Node = Describe(node),
            Load = () => default,
            OnJoined = () => { },
            OnRefused = _ => simulator.EndAndRestart(node.Place),
        }));
        SeedActors.AddDialer(simulator, node, agent);
    }

    /// <summary>The executors of a process, one a slot.</summary>
    public static IReadOnlyList<ActorRef> AddExecutors(Simulator simulator, SimulatedNode node)
    {
        var gate = new SimulatedGate();
        var executors = new SimulatedExecutor[node.Plan.Slots];
        for (int slot = 0; slot < executors.Length; slot++) executors[slot] = new(simulator, node, gate);
        IReadOnlyList<ActorRef> all = [.. executors.Select(node.Add)];
        foreach (SimulatedExecutor executor in executors) executor.All = all;
        return all;
    }

    /// <summary>The workers of a client, one a slot.</summary>
    public static IReadOnlyList<ActorRef> AddWorkers(
        SimulatedNode node, ActorRef router, ActorRef transfers, IReadOnlyList<ActorRef> executors) =>
    [
        .. executors.Select(executor => node.Add(new Worker(new WorkerOptions
        {
            Node = node.Id,
            Router = router,
            Executor = executor,
            Transfers = transfers,
            SharesMemory = node.Id == router.Node || node.Plan.SharesMemory,
            ChunkCredit = node.Plan.ChunkCredit,
            ByteCredit = node.Plan.ByteCredit,
        }))),
    ];

    private static NodeDescription Describe(SimulatedNode node) => new(
        node.Id, $"w{node.Place}", $"{node.Place}", node.Plan.Slots, 0, "simulated", 0);
}
