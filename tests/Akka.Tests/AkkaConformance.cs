using ActorCompute.Actors;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Tests.Cluster;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;

namespace ActorCompute.Akka.Tests;

/// <summary>The engine of a client whose messages Akka.Remote carries.</summary>
public sealed class AkkaConformance : EngineConformance
{
    protected override IEngine Create(int slots) =>
        ClusterInOneProcess.Start(ClusterEngines.Akka, slots, StopTimeout);

    protected override int ArrayCount(IEngine engine) => ((ClusterInOneProcess)engine).Client.ArrayCount;

    protected override NodeId NodeOfKernels(IEngine engine) => ((ClusterInOneProcess)engine).Worker;
}
