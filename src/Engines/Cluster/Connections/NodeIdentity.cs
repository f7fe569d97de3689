using System.Reflection;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Cluster.Connections;

/// <summary>Who this process is to others.</summary>
/// <param name="carrier">What hosts its actors.</param>
internal sealed class NodeIdentity(ICarrier carrier)
{
    /// <summary>The version of the software, for people.</summary>
    public static string Software { get; } =
        typeof(NodeIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The engine's name.</summary>
    public string Engine => carrier.Engine;

    /// <summary>A new process's id.</summary>
    public static NodeId NewNode() => new((ulong)Random.Shared.NextInt64(1, long.MaxValue), 1);

    /// <summary>The first words of a connection that this process dials.</summary>
    public ConnectionProtocol.Hello Hello(
        ConnectionRole role, ActorRef router = default, SegmentRef? probe = null) => new(
        ConnectionProtocol.OldestVersion,
        ConnectionProtocol.NewestVersion,
        carrier.Host.Node,
        role,
        carrier.Engine,
        Software,
        KernelFingerprint.Value,
        router,
        probe,
        carrier.Address);

    /// <summary>The answer to one that dialed a worker node.</summary>
    public ConnectionProtocol.Welcome Welcome(ushort version, bool sharesMemory) => new(
        version,
        carrier.Host.Node,
        carrier.Engine,
        Software,
        KernelFingerprint.Value,
        ActorRef.Nobody,
        sharesMemory,
        Environment.ProcessId,
        carrier.Address);

    /// <summary>The answer to one that dialed a seed node, which runs no kernels.</summary>
    public ConnectionProtocol.Welcome Welcome(ushort version, ActorRef membership) => new(
        version,
        carrier.Host.Node,
        carrier.Engine,
        Software,
        KernelsHash: 0,
        membership,
        SharesMemory: false,
        Environment.ProcessId,
        carrier.Address);
}
