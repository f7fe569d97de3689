using ActorCompute.Actors;
using ActorCompute.Engines.Tests.Conformance;

namespace ActorCompute.Engines.Tests.Tcp;

/// <summary>The engine of a client whose workers are reached by sockets.</summary>
public sealed class TcpTests : EngineConformance
{
    protected override IEngine Create(int slots) => ClusterInOneProcess.Start(slots, StopTimeout);

    protected override int ArrayCount(IEngine engine) => ((ClusterInOneProcess)engine).Client.ArrayCount;
}
