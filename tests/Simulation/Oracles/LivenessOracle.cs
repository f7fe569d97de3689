using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// Every job is answered: with an acceptance, and once faults are over, with exactly one end.
/// </summary>
public sealed class LivenessOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly HashSet<JobId> _accepted = [];
    private readonly Dictionary<JobId, object> _ended = [];
    private int _unanswered = simulator.Scenario.Jobs.Count;

    protected override string Name => "liveness";

    /// <summary>The last message about a job, if it has ended.</summary>
    public object? EndOf(JobId job) => _ended.GetValueOrDefault(job);

    /// <summary>True when each job has ended, or its client has.</summary>
    public bool AllJobsEnded => _unanswered == 0;

    public override void Delivered(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case JobAccepted accepted:
                if (!_accepted.Add(accepted.Job)) Violate($"{accepted.Job} is accepted twice");
                break;
            case JobProgress progress:
                Check(progress.Job, "progress");
                break;
            case JobCompleted completed:
                Check(completed.Job, "a result");
                End(completed.Job, completed);
                break;
            case JobFailed failed:
                Check(failed.Job, "a failure");
                End(failed.Job, failed);
                break;
        }
    }

    public override void Crashed(SimulatedNode node)
    {
        if (node.Plan.Role != NodeRole.Client) return;
        _unanswered -= Open().Count(job => job.Client == node.Place);
    }

    public override void AtEnd()
    {
        if (AllJobsEnded) return;
        var open = Open().Where(job => Simulator.NodeAt(job.Client) is not null).Select(job => job.Number);
        Violate($"no end of job {string.Join(", ", open)} after {Simulator.Now / Duration.Second} s");
    }

    private IEnumerable<JobPlan> Open() =>
        Simulator.Scenario.Jobs.Where(job => !_ended.ContainsKey(Simulator.JobOf(job)));

    private void End(JobId job, object end)
    {
        _ended.Add(job, end);
        _unanswered--;
    }

    private void Check(JobId job, string what)
    {
        if (!_accepted.Contains(job)) Violate($"{job} has {what} before it is accepted");
        if (_ended.ContainsKey(job)) Violate($"{job} has {what} after its end");
    }
}
