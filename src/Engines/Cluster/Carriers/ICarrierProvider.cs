using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Engines.Cluster.Carriers;

/// <summary>
/// Makes the carriers of an engine; named by its assembly (<see cref="CarrierAttribute"/>).
/// </summary>
internal interface ICarrierProvider
{
    /// <summary>Makes the carrier of a process.</summary>
    /// <param name="options">What it needs to know.</param>
    /// <param name="others">Where messages of other nodes go, and who is told of losses.</param>
    /// <exception cref="ComputeException">An address or a setting is not possible.</exception>
    ICarrier Open(CarrierOptions options, OtherNodes others);

    /// <summary>How functions' values travel on the engine; null where it leaves that to the
    /// client.</summary>
    /// <param name="allowed">The types that may travel beside those that always may.</param>
    IFunctionValues? FunctionValues(IReadOnlySet<Type> allowed);
}

/// <summary>What a carrier needs to know of its process.</summary>
internal sealed record CarrierOptions
{
    /// <summary>The process.</summary>
    public required NodeId Node { get; init; }

    /// <summary>What it is in the cluster.</summary>
    public required CarrierRole Role { get; init; }

    /// <summary>Where others dial it; null for a client, which nobody dials.</summary>
    public HostPort? Address { get; init; }

    /// <summary>Its certificates; null for loopback addresses, in the clear.</summary>
    public ClusterIdentity? Identity { get; init; }

    /// <summary>
    /// The engine's own configuration, in its own language, laid over what it has; or null.
    /// </summary>
    public string? Configuration { get; init; }

    /// <summary>Takes a line about what went wrong, or changed.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>
    /// Told, with a sentence, when the cluster has given this node up: it is to start anew.
    /// </summary>
    public Action<string> Removed { get; init; } = static _ => { };
}

/// <summary>What a process is in a cluster.</summary>
internal enum CarrierRole
{
    /// <summary>The one whom others contact first.</summary>
    Seed,

    /// <summary>It computes.</summary>
    Worker,

    /// <summary>It submits jobs.</summary>
    Client,
}
