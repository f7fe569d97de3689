using System.Net;
using ActorCompute.Arrays;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// The one rule of who may speak in the clear: processes without certificates, over loopback addresses.
/// Whoever has certificates uses them on every connection; any address that is not loopback demands them.
/// </summary>
internal static class ConnectionSecurity
{
    /// <summary>
    /// Sees to it that a listener that others than this machine can reach has certificates.
    /// </summary>
    /// <exception cref="ComputeException">It has none (<see cref="ErrorKind.InvalidArgument"/>).</exception>
    public static void CheckListening(HostPort address, IPAddress resolved, ClusterIdentity? identity)
    {
        if (identity is not null || IPAddress.IsLoopback(resolved)) return;
        throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"listening on {address} needs --certificates DIR: make them with "
            + "'actorcompute certificates create DIR --hosts ...', or listen on 127.0.0.1");
    }

    /// <summary>Sees to it that nothing goes to another machine in the clear.</summary>
    /// <exception cref="ComputeException">It would (<see cref="ErrorKind.InvalidArgument"/>).</exception>
    public static void CheckDialing(HostPort address, IPAddress[] resolved, ClusterIdentity? identity)
    {
        if (identity is not null || resolved.All(IPAddress.IsLoopback)) return;
        throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"connecting to {address} needs --certificates DIR, the folder of this host that "
            + "'actorcompute certificates create' made, or the folder 'client' beside it");
    }
}
