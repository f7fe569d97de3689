using ActorCompute.Actors;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Cluster;

/// <summary>The engine of a client whose workers are reached by sockets.</summary>
public sealed class TcpTests : DistributedConformance
{
    protected override IEngine Create(int slots) =>
        ClusterInOneProcess.Start(ClusterEngines.Tcp, slots, StopTimeout);

    protected override int ArrayCount(IEngine engine) => ((ClusterInOneProcess)engine).Client.ArrayCount;

    protected override IReadOnlyList<NodeId> NodesOfKernels(IEngine engine) =>
        [((ClusterInOneProcess)engine).Worker];
}
