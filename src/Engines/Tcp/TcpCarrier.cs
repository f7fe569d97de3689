using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

[assembly: Carrier(typeof(ActorCompute.Engines.Tcp.TcpCarrierProvider))]

namespace ActorCompute.Engines.Tcp;

/// <summary>
/// The engine of sockets: messages go by the very connection that two nodes keep, and mailboxes run to
/// completion on the threads that read it. Deliberately small: static trust, no gossip, no arbitration
/// between halves of a network. Thread safe.
/// </summary>
internal sealed class TcpCarrier(NodeId node, OtherNodes others) : ICarrier
{
    /// <inheritdoc/>
    public string Engine => ClusterEngines.Tcp;

    /// <inheritdoc/>
    public string Address => "";

    /// <inheritdoc/>
    public IActorHost Host { get; } = new ActorHost(node, others);

    /// <inheritdoc/>
    public void Expect(NodeId node, string address)
    {
        // The connection delivers what comes by it, and nothing else comes.
    }

    /// <inheritdoc/>
    public Task ReachAsync(NodeId node, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Forget(NodeId node)
    {
        // With the connection everything of the node has gone.
    }

    /// <inheritdoc/>
    public void Admit(Caller caller) => caller.Refuse("the engine tcp has no packets of its own");

    /// <inheritdoc/>
    public void Leave()
    {
        // The end of the connections says it all.
    }

    /// <inheritdoc/>
    public void Join(string address)
    {
        // Who is connected is there.
    }

    /// <inheritdoc/>
    public void Send(NodeId node, Connection connection, in Envelope envelope, object message) =>
        connection.Send(envelope, message);

    /// <inheritdoc/>
    public string ViewOf(NodeId node) => "";

    /// <inheritdoc/>
    public void Dispose() => Host.Dispose();
}

/// <summary>Makes the carriers of the engine <c>tcp</c>.</summary>
internal sealed class TcpCarrierProvider : ICarrierProvider
{
    /// <inheritdoc/>
    /// <exception cref="ComputeException">
    /// There is a configuration, of which this engine has none.
    /// </exception>
    public ICarrier Open(CarrierOptions options, OtherNodes others) => options.Configuration is null
        ? new TcpCarrier(options.Node, others)
        : throw new ComputeException(
            ErrorKind.InvalidArgument,
            "the engine tcp takes no HOCON: leave the configuration out, or choose the engine akka");

    /// <inheritdoc/>
    public IFunctionValues? FunctionValues(IReadOnlySet<Type> allowed) => null;
}
