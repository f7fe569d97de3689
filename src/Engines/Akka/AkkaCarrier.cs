using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Engines.Akka.Actors;
using ActorCompute.Engines.Akka.Logging;
using ActorCompute.Engines.Akka.Membership;
using ActorCompute.Engines.Akka.Remoting;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Remote;
using Envelope = ActorCompute.Messages.Wire.Envelope;

namespace ActorCompute.Engines.Akka;

/// <summary>
/// The engine of Akka.NET: its actors host the handlers, Akka.Remote carries their messages, and Akka.Cluster
/// decides who is still a member where the network does not let everyone see everyone. Clients speak to the
/// cluster and are not members of it, so that one that is killed holds up nobody who joins. Thread safe.
/// </summary>
internal sealed class AkkaCarrier : ICarrier
{
    /// <summary>In the address of a node that nobody can dial.</summary>
    private const int NoPort = 1;

    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(5);

    private readonly CarrierOptions _options;
    private readonly OtherNodes _others;
    private readonly SocketTransportSetup _transport;
    private readonly ExtendedActorSystem _system;
    private readonly NodeAddress _self;
    private readonly IActorRef _gate;
    private readonly ClusterMembership? _membership;
    private readonly ConcurrentDictionary<NodeId, Peer> _peers = new();
    private readonly ConcurrentDictionary<Address, NodeId> _nodes = new();

    /// <param name="options">What the process is.</param>
    /// <param name="others">Where messages of other nodes go.</param>
    /// <exception cref="ComputeException">Akka.NET cannot start with the user's configuration.</exception>
    public AkkaCarrier(CarrierOptions options, OtherNodes others)
    {
        _options = options;
        _others = others;
        HostPort self = options.Address ?? new HostPort($"{options.Node.Id:x16}", NoPort);
        _transport = new SocketTransportSetup(self, Dial);
        _system = Start(options);
        _self = new NodeAddress(_system.Provider.DefaultAddress, AddressUidExtension.Uid(_system));
        Host = new AkkaHost(_system, options.Node, others);
        _gate = _system.ActorOf(
            Props.Create(() => new GateActor(NodeAt, Deliver)), GateActor.Name);
        if (options.Role != CarrierRole.Client)
        {
            _membership = Configured(() => new ClusterMembership(_system, options, Members, OnRemoved));
        }
    }

    /// <inheritdoc/>
    public string Engine => ClusterEngines.Akka;

    /// <inheritdoc/>
    public string Address => _self.ToString();

    /// <inheritdoc/>
    public IActorHost Host { get; }

    /// <inheritdoc/>
    public void Expect(NodeId node, string address)
    {
        if (!NodeAddress.TryParse(address, out NodeAddress? parsed)) return;
        ActorPath path = new RootActorPath(parsed.Address) / "user" / GateActor.Name;
        _peers[node] = new Peer(parsed, _system.Provider.ResolveActorRef(path));
        _nodes[parsed.Address] = node;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Nobody can dial a client: what others send to it goes by the connection on which it spoke first.
    /// </remarks>
    public async Task ReachAsync(NodeId node, CancellationToken cancellation)
    {
        if (!_peers.TryGetValue(node, out Peer? peer)) return;
        try
        {
            await peer.Gate.Ask<ActorIdentity>(new Identify(null), s_longestAnswer, cancellation)
                .ConfigureAwait(false);
        }
        catch (AskTimeoutException late)
        {
            throw new ComputeException(
                ErrorKind.Unreachable,
                $"{peer.At.Address} does not answer by Akka.Remote within {s_longestAnswer.TotalSeconds:0} s",
                late);
        }
    }

    /// <inheritdoc/>
    public void Forget(NodeId node)
    {
        if (!_peers.TryRemove(node, out Peer? peer)) return;
        _nodes.TryRemove(KeyValuePair.Create(peer.At.Address, node));
        _membership?.CheckLost(peer.At.Address);
    }

    /// <inheritdoc/>
    public void Admit(Caller caller)
    {
        if (!NodeAddress.TryParse(caller.Hello.Carrier, out NodeAddress? address))
        {
            caller.Refuse("it does not say what its address in Akka.NET is");
        }
        else if (_transport.Transport is not { } transport)
        {
            caller.Refuse("Akka.NET is not ready yet");
        }
        else
        {
            var identity = new NodeIdentity(this);
            FrameStream frames = caller.Accept(identity.Welcome(caller.Version, sharesMemory: false));
            transport.Take(address.Address, frames);
        }
    }

    /// <inheritdoc/>
    public void Leave() => _membership?.Leave();

    /// <inheritdoc/>
    public void Join(string address)
    {
        if (NodeAddress.TryParse(address, out NodeAddress? seed)) _membership?.Join(seed.Address);
    }

    /// <inheritdoc/>
    public void Send(NodeId node, Connection connection, in Envelope envelope, object message)
    {
        if (!_peers.TryGetValue(node, out Peer? peer)) return;
        peer.Gate.Tell(RemoteMessage.Of(envelope, message), _gate);
    }

    /// <inheritdoc/>
    public string ViewOf(NodeId node)
    {
        if (_membership is null) return "";
        if (node == _options.Node) return _membership.View.Describe(_self.Address);
        return _peers.TryGetValue(node, out Peer? peer)
            ? _membership.View.Describe(peer.At.Address)
            : "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _membership?.Dispose();
        Host.Dispose();

        // Nobody waits for a client, whose ActorSystem may wind down by itself.
        Task terminated = _system.Terminate();
        if (_membership is not null) terminated.Wait(s_longestEnd);
    }

    private ExtendedActorSystem Start(CarrierOptions options)
    {
        ActorSystemSetup setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(AkkaConfiguration.For(options)),
            _transport,
            new LineLoggerSetup(options.Log));
        return Configured(() => (ExtendedActorSystem)ActorSystem.Create(AkkaHost.RootName, setup));
    }

    /// <summary>A value that a user's HOCON has wrong makes any part of Akka.NET fail as it starts.</summary>
    private T Configured<T>(Func<T> start)
    {
        try
        {
            return start();
        }
        catch (Exception error) when (_options.Configuration is not null && error is not ComputeException)
        {
            _system?.Terminate();
            throw HoconText.CannotStart(error);
        }
    }

    private Task<DialedConnection> Dial(HostPort node) => Dialer.ConnectAsync(
        node,
        new NodeIdentity(this).Hello(ConnectionRole.Carrier),
        new DialOptions { Identity = _options.Identity, Hint = "its process has ended" });

    private NodeId? NodeAt(Address address) => _nodes.TryGetValue(address, out NodeId node) ? node : null;

    private void Deliver(NodeId node, Envelope envelope, object message) =>
        _others.Deliver(node, envelope, message);

    private IEnumerable<Address> Members() =>
        _peers.Values.Select(peer => peer.At.Address).Where(address => address.Port != NoPort);

    /// <summary>A process is no member any more; another one may have its address meanwhile.</summary>
    private void OnRemoved(UniqueAddress removed)
    {
        if (NodeAt(removed.Address) is not { } node || !_peers.TryGetValue(node, out Peer? peer)) return;
        if (peer.At.Uid == removed.Uid) _others.Lose(node);
    }

    private sealed record Peer(NodeAddress At, IActorRef Gate);
}
