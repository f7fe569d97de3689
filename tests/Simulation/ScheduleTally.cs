using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Faults;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Simulation;

/// <summary>What schedules went through: whether they were worth running. Thread safe.</summary>
public sealed class ScheduleTally
{
    private readonly SortedDictionary<string, long> _counts = [];

    /// <summary>Adds what a run has been through.</summary>
    public void Add(Simulator simulator)
    {
        lock (_counts)
        {
            Count("events", simulator.Events.Count);
            foreach (Crash crash in simulator.Scenario.Faults.OfType<Crash>())
            {
                Count($"crashes of a {simulator.Scenario.Plan(crash.Place).Role}", 1);
            }

            foreach (JobPlan plan in simulator.Scenario.Jobs)
            {
                Add(simulator, Simulator.JobOf(plan));
            }
        }
    }

    /// <summary>The counts, in a line.</summary>
    public override string ToString()
    {
        lock (_counts) return string.Join(", ", _counts.Select(one => $"{one.Value} {one.Key}"));
    }

    private void Add(Simulator simulator, JobId job)
    {
        switch (simulator.Liveness.EndOf(job))
        {
            case JobCompleted completed:
                Count("jobs completed", 1);
                Count("chunks sent out again", completed.Statistics.Retries);
                if (completed.Story.Any(line => line.Kind == StoryKind.Silent))
                {
                    Count("jobs completed around a silent worker", 1);
                }
                break;
            case JobFailed failed:
                Count($"jobs failed as {failed.Kind}", 1);
                Count("slices abandoned by failed jobs", failed.Abandoned.Count);
                break;
        }
    }

    private void Count(string what, long count) => _counts[what] = _counts.GetValueOrDefault(what) + count;
}
