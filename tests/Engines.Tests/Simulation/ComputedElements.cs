using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Services;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>
/// Real elements behind simulated services: each node has a table of arrays and bindings of jobs as in the
/// in-process engine, and runs the same kernels. When that happens, and what is lost on the way, is the
/// simulator's to decide. Used by the thread that runs the simulator, except for the client's table, which is
/// thread safe.
/// </summary>
/// <param name="simulator">The simulator whose elements these are.</param>
/// <param name="client">The only client.</param>
/// <param name="program">The arrays of the client's process.</param>
internal sealed class ComputedElements(Simulator simulator, NodeId client, ArrayTable program) : IElements
{
    private readonly Dictionary<NodeId, NodeElements> _nodes = [];
    private readonly Dictionary<ArrayId, ActorRef> _allocated = [];

    /// <summary>Arrays of the worker nodes: none when no job is open.</summary>
    public int ArraysOfWorkers =>
        _nodes.Values.Where(one => one.Table != program).Sum(one => one.Table.Count);

    public void Allocate(Allocate asked, ActorRef transfers)
    {
        string? why = At(asked.Array.Node).Table.TryAllocate(asked.Array, asked.Type, asked.Count);
        if (why is not null) simulator.Violate("memory", why);
        _allocated.Add(asked.Array, transfers);
    }

    public void EndJob(EndJob ended, ActorRef transfers)
    {
        // A run that has not stopped holds a reference to what it writes to, which so outlives its removal.
        foreach (SliceRef slice in ended.Abandoned)
        {
            if (_allocated.ContainsKey(slice.Array)) Release(slice.Array);
        }

        At(transfers.Node).End(ended.Job);
    }

    public void Release(ArrayId array)
    {
        _allocated.Remove(array);
        if (_nodes.TryGetValue(array.Node, out NodeElements? node)) node.Table.Remove(array);
    }

    public void ReleaseAll(ActorRef transfers)
    {
        foreach ((ArrayId array, ActorRef askedOf) in _allocated.ToList())
        {
            if (askedOf == transfers) Release(array);
        }

        At(transfers.Node).EndAll();
    }

    public void Forget(NodeId node)
    {
        if (_nodes.Remove(node, out NodeElements? gone)) gone.Die();
    }

    /// <summary>All processes are gone.</summary>
    public void ForgetAll()
    {
        foreach (NodeId node in _nodes.Keys.ToList()) Forget(node);
    }

    public BlockCopy? BeginCopy(Fetch fetch) =>
        Exists(fetch.Target.Array) ? new ElementCopy(this, fetch) : null;

    public ChunkRun BeginRun(SimulatedNode node, ActorRef worker, ExecutorProtocol.Run run) =>
        new ComputedRun(At(node.Id), worker, run);

    private bool Exists(ArrayId array)
    {
        if (!TryUse(array, out TableEntry? entry)) return false;
        entry!.Release();
        return true;
    }

    private bool TryUse(ArrayId array, out TableEntry? entry)
    {
        entry = null;
        if (array.Node == client) return program.TryUse(array, out entry);
        return _nodes.TryGetValue(array.Node, out NodeElements? node) && node.Table.TryUse(array, out entry);
    }

    private NodeElements At(NodeId node)
    {
        if (_nodes.TryGetValue(node, out NodeElements? known)) return known;
        ArrayTable table = node == client ? program : new ArrayTable(node);
        bool sharesMemory = simulator.Scenario.Plan(Network.Place(node)).SharesMemory;
        return _nodes[node] = new NodeElements(table, sharesMemory ? program : table, sharesMemory);
    }

    private sealed class ElementCopy(ComputedElements elements, Fetch fetch) : BlockCopy
    {
        public override bool HasSource => elements.Exists(fetch.Source.Array);

        public override void Copy(long block)
        {
            if (!elements.TryUse(fetch.Source.Array, out TableEntry? source)) return;
            if (elements.TryUse(fetch.Target.Array, out TableEntry? target))
            {
                long done = block * Block.Size;
                long count = Math.Min(Block.Size, fetch.Source.Count - done);
                var slice = new SliceRef(fetch.Source.Array, fetch.Source.Start + done, count);
                source!.CopyTo(target!.Target!, fetch.Target.Start + done, slice);
                target.Release();
            }

            source!.Release();
        }
    }
}
