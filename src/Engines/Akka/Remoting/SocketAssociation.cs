using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using Akka.Actor;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>A connection of Akka.Remote: its packets are the payloads of frames.</summary>
internal sealed class SocketAssociation : AssociationHandle
{
    private readonly Connection _connection;

    /// <param name="local">This node.</param>
    /// <param name="remote">The other one.</param>
    /// <param name="frames">The connection, owned from now on; read once Akka.Remote can take it.</param>
    public SocketAssociation(Address local, Address remote, FrameStream frames)
        : base(local, remote)
    {
        _connection = new Connection(frames);
        ReadHandlerSource.Task.ContinueWith(
            task => Start(task.Result),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override bool Write(ByteString payload)
    {
        _connection.Send(new CarrierProtocol.Packet(), payload.Span);
        return true;
    }

    /// <inheritdoc/>
    [Obsolete("Akka.NET asks for the overload with a reason, which calls this one.")]
    public override void Disassociate() => _connection.Dispose();

    private void Start(IHandleEventListener listener) => _connection.Start(
        static (_, _) => { },
        _ => listener.Notify(new Disassociated(DisassociateInfo.Unknown)),
        payload => listener.Notify(new InboundPayload(UnsafeByteOperations.UnsafeWrap(payload))));
}
