using System.Reflection;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tcp.Connections;

/// <summary>Who this process is to others.</summary>
internal static class TcpIdentity
{
    /// <summary>The engine's name, on the wire and in reports.</summary>
    public const string Engine = "tcp";

    /// <summary>The version of the software, for people.</summary>
    public static string Software { get; } =
        typeof(TcpIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>A new process's id.</summary>
    public static NodeId NewNode() => new((ulong)Random.Shared.NextInt64(1, long.MaxValue), 1);

    /// <summary>The first words of a connection that this process dials.</summary>
    public static ConnectionProtocol.Hello Hello(
        NodeId node, ConnectionRole role, ActorRef router = default, SegmentRef? probe = null) => new(
        ConnectionProtocol.OldestVersion,
        ConnectionProtocol.NewestVersion,
        node,
        role,
        Engine,
        Software,
        KernelFingerprint.Value,
        router,
        probe);

    /// <summary>The answer to one that dialed a worker node.</summary>
    public static ConnectionProtocol.Welcome Welcome(ushort version, NodeId node, bool sharesMemory) => new(
        version,
        node,
        Engine,
        Software,
        KernelFingerprint.Value,
        ActorRef.Nobody,
        sharesMemory,
        Environment.ProcessId);

    /// <summary>The answer to one that dialed a seed node, which runs no kernels.</summary>
    public static ConnectionProtocol.Welcome Welcome(ushort version, NodeId node, ActorRef membership) => new(
        version,
        node,
        Engine,
        Software,
        KernelsHash: 0,
        membership,
        SharesMemory: false,
        Environment.ProcessId);
}
