using ActorCompute.Actors.Membership;
using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Engines.Tcp.Connections;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Tcp.Nodes;

/// <summary>
/// The process whom others contact first. It keeps who is there, hands it out and pushes changes; jobs and
/// data never come by it. Thread safe.
/// </summary>
public sealed class SeedNode : IDisposable
{
    private readonly ActorHost _host;
    private readonly OtherNodes _others = new();
    private readonly ActorRef _membership;
    private readonly Listener _listener;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ComputeException">The address cannot be listened on.</exception>
    public SeedNode(SeedNodeOptions options)
    {
        _host = new ActorHost(TcpIdentity.NewNode(), _others);
        _others.Host = _host;
        _membership = _host.SpawnOfEngine(new SeedMembership(_host.Node, TcpIdentity.Software));
        _listener = Listener.Start(options.Listen, new ListenerOptions
        {
            Engine = TcpIdentity.Engine,
            Software = TcpIdentity.Software,
            Identity = options.Identity,
            Admit = Admit,
            Log = options.Log,
        });
    }

    /// <summary>The address, with the port that was taken where 0 was asked for.</summary>
    public HostPort Address => _listener.Address;

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _others.Dispose();
        _host.Dispose();
    }

    private void Admit(Caller caller)
    {
        ConnectionProtocol.Hello hello = caller.Hello;
        if (hello.Engine != TcpIdentity.Engine)
        {
            caller.Refuse($"this is a seed node of the engine {TcpIdentity.Engine}, not of {hello.Engine}");
        }
        else if (hello.Role is not (ConnectionRole.Member or ConnectionRole.Client))
        {
            caller.Refuse("this is a seed node, which has no data: dial the worker nodes that it names");
        }
        else
        {
            FrameStream frames = caller.Accept(TcpIdentity.Welcome(caller.Version, _host.Node, _membership));
            _others.Add(hello.Node, new Connection(frames), null, _ => { });
        }
    }
}

/// <summary>What a seed node is told at its start.</summary>
public sealed record SeedNodeOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required HostPort Listen { get; init; }

    /// <summary>Its certificates; null for loopback addresses, in the clear.</summary>
    public Transfer.Security.ClusterIdentity? Identity { get; init; }

    /// <summary>Takes a line about what went wrong.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
