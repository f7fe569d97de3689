using ActorCompute.Actors.Membership;
using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>
/// The process whom others contact first. It keeps who is there, hands it out and pushes changes; jobs and
/// data never come by it. Thread safe.
/// </summary>
public sealed class SeedNode : IDisposable
{
    private readonly NodePort _port;
    private readonly ActorRef _membership;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ComputeException">
    /// The address cannot be listened on, or the engine is not there.
    /// </exception>
    public SeedNode(SeedNodeOptions options)
    {
        var carrierOptions = new CarrierOptions
        {
            Node = NodeIdentity.NewNode(),
            Role = CarrierRole.Seed,
            Identity = options.Identity,
            Configuration = options.Configuration,
            Log = options.Log,
            Removed = options.Removed,
        };
        _port = new NodePort(
            options.Engine,
            options.Listen,
            carrierOptions,
            address => address with { Host = options.AdvertisedHost ?? address.HostForOthers },
            Admit);
        ICarrier carrier = _port.Others.Carrier;
        _membership = carrier.Host.SpawnOfEngine(
            new SeedMembership(carrier.Host.Node, NodeIdentity.Software, Engine, carrier.ViewOf));
        _port.Open();
    }

    /// <summary>The engine's name.</summary>
    public string Engine => _port.Identity.Engine;

    /// <summary>The address, with the port that was taken where 0 was asked for.</summary>
    public HostPort Address => _port.Address;

    /// <inheritdoc/>
    public void Dispose()
    {
        _port.Others.Carrier.Leave();
        _port.Close();
        _port.Others.Dispose();
    }

    private void Admit(Caller caller)
    {
        ConnectionProtocol.Hello hello = caller.Hello;
        if (hello.Engine != Engine)
        {
            caller.Refuse(
                $"this is a seed node of the engine {Engine}, not of {hello.Engine}: give --engine {Engine}");
        }
        else if (hello.Role is not (ConnectionRole.Member or ConnectionRole.Client))
        {
            caller.Refuse("this is a seed node, which has no data: dial the worker nodes that it names");
        }
        else
        {
            _port.Others.Carrier.Expect(hello.Node, hello.Carrier);
            FrameStream frames = caller.Accept(_port.Identity.Welcome(caller.Version, _membership));
            _port.Others.Add(hello.Node, hello.Carrier, new Connection(frames), null, static _ => { });
        }
    }
}

/// <summary>What a seed node is told at its start.</summary>
public sealed record SeedNodeOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required HostPort Listen { get; init; }

    /// <summary>
    /// The host by which others reach it, where that is not the one that it listens on; of engines whose
    /// nodes dial each other.
    /// </summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>The cluster's engine (<see cref="ClusterEngines"/>).</summary>
    public string Engine { get; init; } = ClusterEngines.Auto;

    /// <summary>The engine's own configuration, laid over what it has; null without.</summary>
    public string? Configuration { get; init; }

    /// <summary>Its certificates; null for loopback addresses, in the clear.</summary>
    public Transfer.Security.ClusterIdentity? Identity { get; init; }

    /// <summary>Takes a line about what went wrong.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>
    /// Told, with a sentence, when the cluster has given this node up: it is to start anew.
    /// </summary>
    public Action<string> Removed { get; init; } = static _ => { };
}
