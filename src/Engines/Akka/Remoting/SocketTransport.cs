using ActorCompute.Arrays;
using ActorCompute.Transfer.Connections;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>
/// Akka.Remote over the connections of <c>src/Transfer</c>: the one port of a node, the same certificates
/// and the same rule of who may speak in the clear as for all else that goes between nodes.
/// </summary>
internal sealed class SocketTransport : Transport
{
    /// <summary>The protocol of the addresses, behind <c>akka.</c>.</summary>
    public const string Scheme = "actorcompute";

    private const long LargestPacket = 6 << 20;

    private readonly SocketTransportSetup _setup;
    private readonly Address _self;
    private readonly TaskCompletionSource<IAssociationEventListener> _listener =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called by Akka.Remote.</summary>
    public SocketTransport(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
        SchemeIdentifier = Scheme;
        MaximumPayloadBytes = LargestPacket;
        _setup = system.Settings.Setup.Get<SocketTransportSetup>().Value;
        _setup.Transport = this;
        _self = new Address(Scheme, system.Name, _setup.Address.Host, _setup.Address.Port);
    }

    /// <inheritdoc/>
    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen() =>
        Task.FromResult((_self, _listener));

    /// <inheritdoc/>
    public override bool IsResponsibleFor(Address remote) => true;

    /// <inheritdoc/>
    public override async Task<AssociationHandle> Associate(Address remoteAddress)
    {
        try
        {
            var address = new HostPort(remoteAddress.Host, remoteAddress.Port!.Value);
            DialedConnection dialed =
                await Task.Run(() => _setup.Dial(address)).ConfigureAwait(false);
            return Open(remoteAddress, dialed.Frames);
        }
        catch (Exception error) when (error is ComputeException or ConnectionException)
        {
            throw new InvalidAssociationException(error.Message, error);
        }
    }

    /// <summary>Takes a connection that another node has dialed.</summary>
    /// <param name="remote">The node's address.</param>
    /// <param name="frames">The connection, owned from now on.</param>
    public void Take(Address remote, FrameStream frames)
    {
        if (!_listener.Task.IsCompletedSuccessfully)
        {
            frames.Dispose();
            return;
        }

        Address underlying = remote.WithProtocol(Scheme);
        _listener.Task.Result.Notify(new InboundAssociation(Open(underlying, frames)));
    }

    /// <inheritdoc/>
    public override Task<bool> Shutdown() => Task.FromResult(true);

    private SocketAssociation Open(Address remote, FrameStream frames) => new(_self, remote, frames);
}

/// <summary>What the transport needs to know of its node, and where the node finds the transport.</summary>
/// <param name="address">Where others dial the node.</param>
/// <param name="dial">Dials another one.</param>
internal sealed class SocketTransportSetup(HostPort address, Func<HostPort, Task<DialedConnection>> dial)
    : Setup
{
    /// <summary>Where others dial the node; for a client a name that nobody can dial.</summary>
    public HostPort Address => address;

    /// <summary>Set by the transport when Akka.Remote has made it.</summary>
    public SocketTransport? Transport { get; set; }

    /// <summary>Dials a node.</summary>
    public Task<DialedConnection> Dial(HostPort node) => dial(node);
}
