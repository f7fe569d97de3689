using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Cluster.Carriers;

/// <summary>
/// What a cluster's engine is made of besides what all of them share: it hosts the actors of a process, and
/// carries their messages to those of other nodes. Whether a node is there is told by the connection that two
/// nodes keep whatever carries their messages. Thread safe.
/// </summary>
internal interface ICarrier : IDisposable
{
    /// <summary>The engine's name, on the wire and in reports.</summary>
    string Engine { get; }

    /// <summary>
    /// What other nodes need to know to send to this one; empty where the connection is enough.
    /// </summary>
    string Address { get; }

    /// <summary>The actors of this process.</summary>
    IActorHost Host { get; }

    /// <summary>A node is about to be connected: messages from it are to be expected.</summary>
    /// <param name="node">The node.</param>
    /// <param name="address">Its <see cref="Address"/>.</param>
    void Expect(NodeId node, string address);

    /// <summary>Sees to it that a node which is connected can send here before it is asked to.</summary>
    /// <exception cref="ComputeException">It does not answer.</exception>
    Task ReachAsync(NodeId node, CancellationToken cancellation);

    /// <summary>
    /// The connection of a node is lost: nothing goes to it, and nothing that comes counts.
    /// </summary>
    void Forget(NodeId node);

    /// <summary>
    /// Answers a caller that dials with <see cref="ConnectionRole.Carrier"/>, for the carrier's own packets.
    /// </summary>
    void Admit(Caller caller);

    /// <summary>This node is about to end: those to whom the carrier speaks are told of it.</summary>
    void Leave();

    /// <summary>The seed node is connected; a worker node is to be where it is.</summary>
    /// <param name="address">The seed node's <see cref="Address"/>.</param>
    void Join(string address);

    /// <summary>
    /// Sends a message to a node, in order with the others of the same thread. Returns at once.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="connection">The connection that there is.</param>
    /// <param name="envelope">Whom it is for, and from.</param>
    /// <param name="message">The message.</param>
    void Send(NodeId node, Connection connection, in Envelope envelope, object message);

    /// <summary>What the carrier itself has to say of a node, in a few words; empty where nothing.</summary>
    string ViewOf(NodeId node);
}
