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
    private readonly OtherNodes _others;
    private readonly NodeIdentity _identity;
    private readonly ActorRef _membership;
    private readonly Listener _listener;
    private readonly ManualResetEventSlim _isReady = new();

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ComputeException">
    /// The address cannot be listened on, or the engine is not there.
    /// </exception>
    public SeedNode(SeedNodeOptions options)
    {
        string engine = ClusterEngines.Resolve(options.Engine);
        _listener = Listener.Start(options.Listen, new ListenerOptions
        {
            Engine = engine,
            Software = NodeIdentity.Software,
            Identity = options.Identity,
            Admit = Admit,
            Log = options.Log,
        });
        try
        {
            _others = new OtherNodes(others => Open(engine, options, others));
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        ICarrier carrier = _others.Carrier;
        _identity = new NodeIdentity(carrier);
        _membership = carrier.Host.SpawnOfEngine(
            new SeedMembership(carrier.Host.Node, NodeIdentity.Software));
        _isReady.Set();
    }

    /// <summary>The engine's name.</summary>
    public string Engine => _identity.Engine;

    /// <summary>The address, with the port that was taken where 0 was asked for.</summary>
    public HostPort Address => _listener.Address;

    /// <inheritdoc/>
    public void Dispose()
    {
        _others.Carrier.Leave();
        _listener.Dispose();
        _others.Dispose();
    }

    private ICarrier Open(string engine, SeedNodeOptions options, OtherNodes others) =>
        ClusterEngines.Provider(engine).Open(
            new CarrierOptions
            {
                Node = NodeIdentity.NewNode(),
                Role = CarrierRole.Seed,
                Address = Address with { Host = options.AdvertisedHost ?? Address.HostForOthers },
                Identity = options.Identity,
                Configuration = options.Configuration,
                Log = options.Log,
                Removed = options.Removed,
            },
            others);

    private void Admit(Caller caller)
    {
        // Who dials at once waits for what the constructor makes.
        _isReady.Wait();
        ConnectionProtocol.Hello hello = caller.Hello;
        if (hello.Engine != Engine)
        {
            caller.Refuse(
                $"this is a seed node of the engine {Engine}, not of {hello.Engine}: give --engine {Engine}");
        }
        else if (hello.Role == ConnectionRole.Carrier)
        {
            _others.Carrier.Admit(caller);
        }
        else if (hello.Role is not (ConnectionRole.Member or ConnectionRole.Client))
        {
            caller.Refuse("this is a seed node, which has no data: dial the worker nodes that it names");
        }
        else
        {
            _others.Carrier.Expect(hello.Node, hello.Carrier);
            FrameStream frames = caller.Accept(_identity.Welcome(caller.Version, _membership));
            _others.Add(hello.Node, hello.Carrier, new Connection(frames), null, static _ => { });
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
