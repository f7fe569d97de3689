using ActorCompute.Actors;
using ActorCompute.Engines.InProcess;
using ActorCompute.Engines.Tests.Conformance;

// Engines count arrays and threads of the process, and each test has its own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ActorCompute.Engines.Tests.InProcess;

/// <summary>The default engine, which reads inputs and writes results in place.</summary>
public sealed class InProcessByReferenceTests : ProgramKernelConformance
{
    protected override IEngine Create(int slots) =>
        new InProcessEngine(new InProcessOptions { Slots = slots, StopTimeout = StopTimeout });

    protected override int ArrayCount(IEngine engine) => ((InProcessEngine)engine).ArrayCount;
}

/// <summary>The same engine, with inputs fetched and results fetched back, as between processes.</summary>
public sealed class InProcessByFetchingTests : ProgramKernelConformance
{
    protected override IEngine Create(int slots) =>
        new InProcessEngine(
            new InProcessOptions { Slots = slots, StopTimeout = StopTimeout, SharesMemory = false });

    protected override int ArrayCount(IEngine engine) => ((InProcessEngine)engine).ArrayCount;
}
