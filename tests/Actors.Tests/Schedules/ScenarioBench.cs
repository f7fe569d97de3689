using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Faults;
using ActorCompute.Simulation.Mutants;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Actors.Tests.Schedules;

/// <summary>Runs a scenario that a test names, with all oracles and a log.</summary>
public abstract class ScenarioBench
{
    protected static readonly NodePlan ClientAlone = new() { Role = NodeRole.Client, Slots = 0 };
    protected static readonly NodePlan Sharing = new() { SharesMemory = true };
    protected static readonly NodePlan Fetching = new() { SharesMemory = false };

    /// <summary>What the last run sent and wrote.</summary>
    private protected MessageLog Log { get; private set; } = null!;

    protected JobCompleted Complete(NodePlan[] nodes, JobPlan job, params Fault[] faults) =>
        Run(nodes, [job], faults)[0].ShouldBeOfType<JobCompleted>();

    protected JobFailed Fail(NodePlan[] nodes, JobPlan job, params Fault[] faults) =>
        Run(nodes, [job], faults)[0].ShouldBeOfType<JobFailed>();

    /// <summary>The ends of the jobs; null for a job whose client died first.</summary>
    protected object?[] Run(NodePlan[] nodes, JobPlan[] jobs, params Fault[] faults) =>
        Run(new Scenario { Nodes = nodes, Jobs = jobs, Faults = faults });

    protected object?[] Run(Scenario scenario)
    {
        var simulator = new Simulator(
            scenario, Mutant.None(), traces: false, one => Log = new MessageLog(one));
        simulator.Run();
        return [.. scenario.Jobs.Select(job => simulator.Liveness.EndOf(Simulator.JobOf(job)))];
    }
}
