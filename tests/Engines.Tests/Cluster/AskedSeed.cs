using ActorCompute.Actors;
using ActorCompute.Actors.Membership;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Engines.Tests.Cluster;

/// <summary>
/// A seed node as they are, but for requests for its status: a test decides what becomes of each.
/// </summary>
internal sealed class AskedSeed : IHandler, IDisposable
{
    private readonly NodePort _port;
    private readonly Action<Request> _asked;
    private readonly ActorRef _membership;
    private readonly SeedMembership _others;
    private int _requests;

    /// <param name="engine">The cluster's engine.</param>
    /// <param name="asked">What becomes of a request; called one at a time.</param>
    public AskedSeed(string engine, Action<Request> asked)
    {
        _asked = asked;
        _port = new NodePort(
            engine,
            new HostPort("127.0.0.1", 0),
            new CarrierOptions { Node = NodeIdentity.NewNode(), Role = CarrierRole.Seed },
            address => address,
            Admit);
        _others = new SeedMembership(Host.Node, "", engine, static _ => "");
        _membership = Host.SpawnOfEngine(this);
        _port.Open();
    }

    public HostPort Address => _port.Address;

    private IActorHost Host => _port.Others.Carrier.Host;

    public void Receive(IActorContext context, object message)
    {
        if (message is AskStatus asked) _asked(new Request(this, asked.ReplyTo, ++_requests));
        else _others.Receive(context, message);
    }

    public void Dispose()
    {
        _port.Others.Carrier.Leave();
        _port.Close();
        _port.Others.Dispose();
    }

    private void Admit(Caller caller)
    {
        ConnectionProtocol.Hello hello = caller.Hello;
        _port.Others.Carrier.Expect(hello.Node, hello.Carrier);
        FrameStream frames = caller.Accept(_port.Identity.Welcome(caller.Version, _membership));
        _port.Others.Add(hello.Node, hello.Carrier, new Connection(frames), null, static _ => { });
    }

    /// <summary>A request for the status.</summary>
    /// <param name="Seed">The seed node.</param>
    /// <param name="ReplyTo">Who asks.</param>
    /// <param name="Number">Counts the requests that have come, from 1.</param>
    internal sealed record Request(AskedSeed Seed, ActorRef ReplyTo, int Number)
    {
        /// <summary>Answers it with a report that has its number for the version.</summary>
        public void Answer() => Seed.Host.Send(
            ReplyTo, new StatusReport(Seed.Host.Node, $"{Number}", "", "", []), Seed._membership);

        /// <summary>Closes the connection on which it came.</summary>
        public void HangUp() => Seed._port.Others.Lose(ReplyTo.Node);
    }
}
