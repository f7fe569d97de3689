using ActorCompute.Actors;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;
using Xunit.Abstractions;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>The simulator as an engine, under one schedule seed. A test that fails shows the seed.</summary>
public abstract class SimulationConformance(ITestOutputHelper output, ulong seed) : DistributedConformance
{
    protected override IEngine Create(int slots)
    {
        output.WriteLine($"schedule seed {seed}, {slots} slots");
        return new SimulationEngine(seed, slots);
    }

    protected override int ArrayCount(IEngine engine) => ((SimulationEngine)engine).ArrayCount;

    protected override IReadOnlyList<NodeId> NodesOfKernels(IEngine engine) =>
        ((SimulationEngine)engine).Workers;
}

/// <summary>Under schedule seed 1.</summary>
public sealed class SimulationBySeed1Tests(ITestOutputHelper output) : SimulationConformance(output, 1);

/// <summary>Under schedule seed 2.</summary>
public sealed class SimulationBySeed2Tests(ITestOutputHelper output) : SimulationConformance(output, 2);
