namespace ActorCompute.Messages;

/// <summary>
/// What worker nodes and clients say to the seed node's membership, which knows who is there, and nothing of
/// jobs.
/// </summary>
public static class MembershipProtocol
{
    /// <summary>
    /// A worker node is there. Answered with Joined or JoinRefused. Sent again after each loss of the
    /// connection.
    /// </summary>
    /// <param name="Agent">The actor of the node that speaks to the seed node; the node is gone when it
    /// is.</param>
    /// <param name="Node">The node.</param>
    public sealed record JoinCluster(ActorRef Agent, NodeDescription Node);

    /// <summary>The node is in the list from now on.</summary>
    /// <param name="Node">The node.</param>
    public sealed record Joined(NodeId Node);

    /// <summary>The node is not taken: its name belongs to another one.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Reason">One sentence that says what to do.</param>
    public sealed record JoinRefused(NodeId Node, string Reason);

    /// <summary>A node is alive; sent every second. One that the seed node does not know is asked to join
    /// anew.</summary>
    /// <param name="Agent">The actor that joined.</param>
    /// <param name="Node">The node.</param>
    /// <param name="Load">What it does.</param>
    public sealed record RenewMembership(ActorRef Agent, NodeId Node, NodeLoad Load);

    /// <summary>The seed node does not know the node: it is to join anew.</summary>
    /// <param name="Node">The node.</param>
    public sealed record JoinAgain(NodeId Node);

    /// <summary>A node leaves of its own accord.</summary>
    /// <param name="Node">The node.</param>
    public sealed record LeaveCluster(NodeId Node);

    /// <summary>Asks for the list of nodes, now and after each change. Answered with
    /// MembersChanged.</summary>
    /// <param name="Watcher">Who is told.</param>
    public sealed record WatchMembers(ActorRef Watcher);

    /// <summary>Who is there.</summary>
    /// <param name="Nodes">All nodes, in the order in which they joined.</param>
    public sealed record MembersChanged(IReadOnlyList<NodeDescription> Nodes);

    /// <summary>
    /// Asks what all nodes do. Answered with StatusReport, however often it is sent: who asks does so again
    /// until an answer is there.
    /// </summary>
    /// <param name="ReplyTo">Who is told.</param>
    public sealed record AskStatus(ActorRef ReplyTo);

    /// <summary>What all nodes do, as they said last.</summary>
    /// <param name="Seed">The seed node.</param>
    /// <param name="Software">Its version.</param>
    /// <param name="Engine">The cluster's engine.</param>
    /// <param name="View">What the engine itself says of the seed node; empty where nothing.</param>
    /// <param name="Nodes">All nodes, in the order in which they joined.</param>
    public sealed record StatusReport(
        NodeId Seed, string Software, string Engine, string View, IReadOnlyList<NodeStatus> Nodes);
}

/// <summary>A worker node, as others have to know it.</summary>
/// <param name="Node">Its id and incarnation.</param>
/// <param name="Name">Its name, unique among the nodes that are there.</param>
/// <param name="Address">Where clients dial it: <c>host:port</c>.</param>
/// <param name="Slots">How many kernels it runs at once.</param>
/// <param name="MemoryBytes">What its jobs may occupy.</param>
/// <param name="Software">Its version, for people.</param>
/// <param name="KernelsHash">What its kernels give.</param>
public sealed record NodeDescription(
    NodeId Node,
    string Name,
    string Address,
    int Slots,
    long MemoryBytes,
    string Software,
    ulong KernelsHash);

/// <summary>What a node does.</summary>
/// <param name="BusySlots">Slots that run a kernel.</param>
/// <param name="Jobs">Jobs that it has chunks of.</param>
/// <param name="ChunksDone">Chunks since its start.</param>
/// <param name="BytesMoved">Bytes that it fetched and gave since its start.</param>
/// <param name="MemoryInUse">Bytes that its jobs occupy.</param>
/// <param name="IsLeaving">True while it finishes what it has, and takes nothing new.</param>
public readonly record struct NodeLoad(
    int BusySlots, int Jobs, long ChunksDone, long BytesMoved, long MemoryInUse, bool IsLeaving);

/// <summary>A node and what it does.</summary>
/// <param name="Description">The node.</param>
/// <param name="Load">What it said last.</param>
/// <param name="IsSilent">True where it has said nothing for over a second.</param>
/// <param name="View">What the engine itself says of it, such as <c>up, reachable</c>; empty where
/// nothing.</param>
public sealed record NodeStatus(NodeDescription Description, NodeLoad Load, bool IsSilent, string View);
