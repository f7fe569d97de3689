using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>
/// What a node that others dial has at its one port: a listener, the connections of other nodes, and the
/// carrier, whose own packets come in there too. Callers wait until the node is ready. Thread safe.
/// </summary>
internal sealed class NodePort
{
    private readonly ManualResetEventSlim _isReady = new();
    private readonly Listener _listener;
    private readonly Action<Caller> _admit;

    /// <summary>Begins to listen.</summary>
    /// <param name="engine">The cluster's engine, or a choice of one.</param>
    /// <param name="listen">Where.</param>
    /// <param name="carrier">What the carrier is told, where others dial the node aside.</param>
    /// <param name="advertised">Where others dial the node that listens on an address.</param>
    /// <param name="admit">Answers a caller; the carrier's own are answered by it.</param>
    /// <exception cref="ComputeException">
    /// The address cannot be listened on, or the engine is not there.
    /// </exception>
    public NodePort(
        string engine,
        HostPort listen,
        CarrierOptions carrier,
        Func<HostPort, HostPort> advertised,
        Action<Caller> admit)
    {
        string name = ClusterEngines.Resolve(engine);
        _admit = admit;
        _listener = Listener.Start(listen, new ListenerOptions
        {
            Engine = name,
            Software = NodeIdentity.Software,
            Identity = carrier.Identity,
            Admit = Admit,
            Log = carrier.Log,
        });
        try
        {
            CarrierOptions options = carrier with { Address = advertised(Address) };
            Others = new OtherNodes(others => ClusterEngines.Provider(name).Open(options, others));
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        Identity = new NodeIdentity(Others.Carrier);
    }

    /// <summary>The address, with the port that was taken where 0 was asked for.</summary>
    public HostPort Address => _listener.Address;

    /// <summary>The nodes that are connected; disposed by the owner, once nobody uses them.</summary>
    public OtherNodes Others { get; }

    /// <summary>Who this node is to others.</summary>
    public NodeIdentity Identity { get; }

    /// <summary>Answers callers from now on.</summary>
    public void Open() => _isReady.Set();

    /// <summary>Takes no more callers.</summary>
    public void Close() => _listener.Dispose();

    private void Admit(Caller caller)
    {
        _isReady.Wait();
        ConnectionProtocol.Hello hello = caller.Hello;
        bool isOfCarrier = hello.Role == ConnectionRole.Carrier && hello.Engine == Identity.Engine;
        if (isOfCarrier) Others.Carrier.Admit(caller);
        else _admit(caller);
    }
}
