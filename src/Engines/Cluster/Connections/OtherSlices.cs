using System.Collections.Concurrent;
using ActorCompute.Arrays.Memory;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Messages;
using ActorCompute.Transfer.Data;

namespace ActorCompute.Engines.Cluster.Connections;

/// <summary>The data connections by which slices of other nodes are had, one a node. Thread safe.</summary>
internal sealed class OtherSlices : IOtherSlices
{
    private readonly ConcurrentDictionary<NodeId, DataPuller> _pullers = new();

    /// <summary>Takes a connection to a node.</summary>
    public void Add(NodeId node, DataPuller puller) => _pullers[node] = puller;

    /// <summary>A connection has ended.</summary>
    public void Remove(NodeId node, DataPuller puller) =>
        _pullers.TryRemove(KeyValuePair.Create(node, puller));

    /// <inheritdoc/>
    public void Pull(SliceRef source, ElementTarget target, long start, Action<string?> done)
    {
        if (!_pullers.TryGetValue(source.Array.Node, out DataPuller? puller))
        {
            done($"there is no data connection to node {source.Array.Node}");
            return;
        }

        puller.Pull(source, target, start, done);
    }
}
