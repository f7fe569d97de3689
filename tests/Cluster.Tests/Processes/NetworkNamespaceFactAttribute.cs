namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>
/// A test that needs a network namespace; where there can be none, it is skipped and says why.
/// </summary>
internal sealed class NetworkNamespaceFactAttribute : FactAttribute
{
    public NetworkNamespaceFactAttribute() => Skip = NetworkNamespace.Missing;
}
