using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// Every job is answered: with an acceptance, and once faults are over, with exactly one end.
/// </summary>
public sealed class LivenessOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly HashSet<JobId> _accepted = [];
    private readonly Dictionary<JobId, object> _ended = [];

    protected override string Name => "liveness";

    /// <summary>The last message about a job, if it has ended.</summary>
    public object? EndOf(JobId job) => _ended.GetValueOrDefault(job);

    public bool AllJobsEnded => _ended.Count == Simulator.Scenario.Jobs.Count;

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
                _ended.Add(completed.Job, completed);
                break;
            case JobFailed failed:
                Check(failed.Job, "a failure");
                _ended.Add(failed.Job, failed);
                break;
        }
    }

    public override void AtEnd()
    {
        if (AllJobsEnded) return;
        var open = Simulator.Scenario.Jobs.Select(job => job.Number).Except(
            _ended.Keys.Select(job => job.Number));
        Violate($"no end of job {string.Join(", ", open)} after {Simulator.Now / Duration.Second} s");
    }

    private void Check(JobId job, string what)
    {
        if (!_accepted.Contains(job)) Violate($"{job} has {what} before it is accepted");
        if (_ended.ContainsKey(job)) Violate($"{job} has {what} after its end");
    }
}
