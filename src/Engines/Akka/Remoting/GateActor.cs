using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using Akka.Actor;
using Envelope = ActorCompute.Messages.Wire.Envelope;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>
/// Where messages of other nodes come in, at <c>/user/actorcompute-gate</c>: each goes to its actor if its
/// node is connected, and is dropped if not. Which node speaks is what the message states as its sender's
/// address: whoever holds a certificate of the cluster is believed. (The engine tcp goes by the connection.)
/// </summary>
/// <param name="nodeAt">The node that is connected and has an address; or null.</param>
/// <param name="deliver">Takes a message of a node.</param>
internal sealed class GateActor(
    Func<Address, NodeId?> nodeAt, Action<NodeId, Envelope, object> deliver) : UntypedActor
{
    /// <summary>The actor's name.</summary>
    public const string Name = "actorcompute-gate";

    protected override void OnReceive(object message)
    {
        if (message is not RemoteMessage remote || nodeAt(Sender.Path.Address) is not { } node) return;
        if (!FrameHeader.TryRead(remote.Frame, FrameLimits.Default, out FrameHeader header, out _)) return;
        try
        {
            object inner = WireCodec.Read(
                header, remote.Frame.AsSpan(FrameHeader.Size), out Envelope envelope);
            if (inner is not IgnorableMessage) deliver(node, envelope, inner);
        }
        catch (WireException)
        {
            // Who speaks nonsense is not answered; a node of the cluster does not.
        }
    }
}
