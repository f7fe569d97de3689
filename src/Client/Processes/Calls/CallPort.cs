using System.Collections.Concurrent;
using System.Security.Cryptography;
using ActorCompute.Client.Pools;
using ActorCompute.Messages;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// Where worker processes dial the program that started them. Each is known by an id of random bits, which
/// its environment alone tells it: nobody else of the machine can answer in its name. Thread safe.
/// </summary>
internal sealed class CallPort : IDisposable
{
    private const string Engine = "calls";

    private static readonly string s_software =
        typeof(CallPort).Assembly.GetName().Version?.ToString() ?? "unknown";

    private readonly ConcurrentDictionary<NodeId, TaskCompletionSource<CallConnection>> _expected = new();
    private readonly Listener _listener;

    /// <summary>Begins to listen, on a free port of the loopback address.</summary>
    public CallPort() => _listener = Listener.Start(
        HostPort.Parse("127.0.0.1:0", forListening: true),
        new ListenerOptions
        {
            Engine = Engine,
            Software = s_software,
            Admit = Admit,
            Log = static _ => { },
            MaxPendingConnections = ActorPool.MostWorkers,
        });

    /// <summary>Where it listens.</summary>
    public HostPort Address => _listener.Address;

    /// <summary>Dials the program, from a worker process.</summary>
    /// <exception cref="Arrays.ComputeException">It is gone, or does not expect this process.</exception>
    public static CallConnection Dial(HostPort program, NodeId self)
    {
        var hello = new ConnectionProtocol.Hello(
            ConnectionProtocol.OldestVersion,
            ConnectionProtocol.NewestVersion,
            self,
            ConnectionRole.Calls,
            Engine,
            s_software,
            KernelsHash: 0,
            Router: default,
            Probe: null,
            Carrier: "");
        var options = new DialOptions { Hint = "the program that started this process has ended" };
        DialedConnection dialed = Dialer.ConnectAsync(program, hello, options).GetAwaiter().GetResult();
        return new CallConnection(dialed.Frames);
    }

    /// <summary>Expects one more process.</summary>
    /// <returns>Its id, and its connection once it has dialed.</returns>
    public (NodeId Id, Task<CallConnection> Connection) Expect()
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(random);
        var id = new NodeId(BitConverter.ToUInt64(random), 1);
        var dialed =
            new TaskCompletionSource<CallConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        _expected[id] = dialed;
        return (id, dialed.Task);
    }

    /// <summary>A process will not come any more.</summary>
    public void Forget(NodeId id) => _expected.TryRemove(id, out _);

    /// <summary>Takes no more connections; those that were taken stay.</summary>
    public void Dispose() => _listener.Dispose();

    private void Admit(Caller caller)
    {
        ConnectionProtocol.Hello hello = caller.Hello;
        if (hello.Role != ConnectionRole.Calls || !_expected.TryRemove(hello.Node, out var dialed))
        {
            caller.Refuse("this program takes only the worker processes that it started");
            return;
        }

        FrameStream frames = caller.Accept(new ConnectionProtocol.Welcome(
            caller.Version,
            Node: default,
            Engine,
            s_software,
            KernelsHash: 0,
            Service: default,
            SharesMemory: false,
            Environment.ProcessId,
            Carrier: ""));
        dialed.SetResult(new CallConnection(frames));
    }
}
