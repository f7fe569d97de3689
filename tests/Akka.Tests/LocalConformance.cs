using ActorCompute.Actors;
using ActorCompute.Engines.Akka.Actors;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.InProcess;
using ActorCompute.Engines.Tests.Conformance;
using Akka.Actor;

// Engines count arrays and threads of the process, and each test has its own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ActorCompute.Akka.Tests;

/// <summary>The engine of one process whose actors are those of an ActorSystem.</summary>
public sealed class LocalConformance : ProgramKernelConformance, IAsyncLifetime
{
    private readonly List<ActorSystem> _systems = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    protected override IEngine Create(int slots)
    {
        ActorSystem system = ActorSystem.Create("program");
        _systems.Add(system);
        return new InProcessEngine(
            new InProcessOptions { Slots = slots, StopTimeout = StopTimeout },
            new AkkaHost(system, InProcessEngine.NewNode()),
            ClusterEngines.Akka);
    }

    protected override int ArrayCount(IEngine engine) => ((InProcessEngine)engine).ArrayCount;
}
