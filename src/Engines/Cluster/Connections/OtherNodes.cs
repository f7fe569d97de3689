using System.Collections.Concurrent;
using System.Diagnostics;
using ActorCompute.Actors;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Cluster.Connections;

/// <summary>
/// The connections of a process, one a node, and who is to be told when one ends. They tell whether a node is
/// there; the carrier takes messages to it, by the connection or another way. Thread safe.
/// </summary>
internal sealed class OtherNodes : IOtherNodes, IDisposable
{
    // What a process does between the end of its connections and its own takes a millisecond or so.
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromMilliseconds(30);

    private readonly ConcurrentDictionary<NodeId, Peer> _peers = new();
    private readonly Dictionary<NodeId, List<(ActorRef Watcher, ActorRef Watched)>> _watches = [];

    /// <param name="open">Makes the carrier, which is disposed along with this.</param>
    public OtherNodes(Func<OtherNodes, ICarrier> open) => Carrier = open(this);

    /// <summary>What takes messages to other nodes.</summary>
    public ICarrier Carrier { get; }

    private IActorHost Host => Carrier.Host;

    /// <summary>True while there is a way to the node.</summary>
    public bool Has(NodeId node) => _peers.ContainsKey(node);

    /// <summary>
    /// Takes a connection and begins to read it. One that the node had before is closed: its process dialed
    /// anew, and so had lost it.
    /// </summary>
    /// <param name="node">The node at the other end.</param>
    /// <param name="address">Its carrier's address.</param>
    /// <param name="connection">The connection, which is disposed when it ends.</param>
    /// <param name="process">The node's process, if it is one of this host; owned from now on.</param>
    /// <param name="ended">Called once, with the reason, after the watchers of the node's actors were
    /// told.</param>
    public void Add(
        NodeId node, string address, Connection connection, LocalProcess? process, Action<string> ended)
    {
        Carrier.Expect(node, address);
        var peer = new Peer(connection, process);
        while (!_peers.TryAdd(node, peer))
        {
            if (_peers.TryGetValue(node, out Peer? before)) Close(node, before.Connection);
        }

        connection.Start(
            (envelope, message) => Deliver(node, envelope, message),
            reason =>
            {
                Close(node, connection);
                ended(reason);
            });
    }

    /// <inheritdoc/>
    public void Send(ActorRef target, object message, ActorRef sender)
    {
        if (!_peers.TryGetValue(target.Node, out Peer? peer)) return;
        Carrier.Send(target.Node, peer.Connection, new Envelope(target, sender, CurrentTrace()), message);
    }

    /// <inheritdoc/>
    public void Watch(ActorRef watcher, ActorRef watched)
    {
        lock (_watches)
        {
            if (Has(watched.Node))
            {
                if (!_watches.TryGetValue(watched.Node, out var watches))
                {
                    _watches[watched.Node] = watches = [];
                }

                watches.Add((watcher, watched));
                return;
            }
        }

        Host.Send(watcher, new Terminated(watched, ProcessDied: false), watched);
    }

    /// <summary>Closes a connection, if it is still the node's, and tells the watchers of the node's
    /// actors.</summary>
    public void Close(NodeId node, Connection connection)
    {
        List<(ActorRef Watcher, ActorRef Watched)>? watches;
        Peer? peer;
        lock (_watches)
        {
            if (!_peers.TryGetValue(node, out peer) || peer.Connection != connection) return;
            _peers.TryRemove(node, out _);
            _watches.Remove(node, out watches);
        }

        connection.Dispose();
        Carrier.Forget(node);

        // An ended connection proves that the node is out of reach, and no more: where it maps this process's
        // memory it may yet write there.
        bool hasDied = peer.Process?.HasEnded(s_longestEnd) ?? false;
        peer.Process?.Dispose();
        foreach ((ActorRef watcher, ActorRef watched) in watches ?? [])
        {
            Host.Send(watcher, new Terminated(watched, hasDied), watched);
        }
    }

    /// <summary>Ends the connection of a node that is known to be gone, if there is one.</summary>
    public void Lose(NodeId node)
    {
        if (_peers.TryGetValue(node, out Peer? peer)) peer.Connection.Dispose();
    }

    /// <summary>Gives a message to its actor. What a node says it says in its own name.</summary>
    public void Deliver(NodeId node, in Envelope envelope, object message)
    {
        if (envelope.Sender != ActorRef.Nobody && envelope.Sender.Node != node) return;
        if (envelope.Target.Node == Host.Node) Host.Send(envelope.Target, message, envelope.Sender);
    }

    /// <summary>Closes all connections, and the carrier.</summary>
    public void Dispose()
    {
        foreach ((NodeId node, Peer peer) in _peers) Close(node, peer.Connection);
        Carrier.Dispose();
    }

    private static TraceContext CurrentTrace()
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity) return default;
        Span<byte> trace = stackalloc byte[16];
        Span<byte> span = stackalloc byte[8];
        activity.TraceId.CopyTo(trace);
        activity.SpanId.CopyTo(span);
        return new TraceContext(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(trace),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(trace[8..]),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(span),
            (byte)activity.ActivityTraceFlags);
    }

    private sealed record Peer(Connection Connection, LocalProcess? Process);
}
