using ActorCompute.Actors.Working;
using ActorCompute.Messages;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Simulation.Engine;

/// <summary>
/// The actors that compute: an executor and a worker a slot, and on a remote node what they share.
/// </summary>
public static class WorkerActors
{
    public static void Add(Simulator simulator, SimulatedNode node, ClientActors client)
    {
        bool isRemote = node.Place > 0;
        ActorRef transfers = isRemote ? node.Add(new SimulatedTransfers(simulator, node)) : client.Transfers;
        var workers = new List<ActorRef>();
        for (int slot = 0; slot < node.Plan.Slots; slot++)
        {
            ActorRef executor = node.Add(new SimulatedExecutor(simulator, node));
            workers.Add(node.Add(new Worker(new WorkerOptions
            {
                Node = node.Id,
                Router = client.Router,
                Executor = executor,
                Transfers = transfers,
                SharesMemory = !isRemote || node.Plan.SharesMemory,
                ChunkCredit = node.Plan.ChunkCredit,
                ByteCredit = node.Plan.ByteCredit,
            })));
        }

        if (isRemote) node.Add(new LeaseRenewer(node.Id, client.Router, workers));
    }
}
