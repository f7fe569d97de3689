using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Oracles;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>
/// The jobs that have been submitted and have not ended: as long as there are some, time goes on.
/// </summary>
internal sealed class OpenJobs(Simulator simulator) : Oracle(simulator)
{
    private readonly HashSet<JobId> _jobs = [];

    /// <summary>True while a job is open.</summary>
    public bool Any => _jobs.Count > 0;

    /// <summary>The virtual moment at which the last one ended, in nanoseconds.</summary>
    public long LastEndAt { get; private set; }

    protected override string Name => "open jobs";

    public override void Sent(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case SubmitJob submit:
                _jobs.Add(submit.Job);
                break;
            case JobCompleted completed:
                End(completed.Job);
                break;
            case JobFailed failed:
                End(failed.Job);
                break;
        }
    }

    private void End(JobId job)
    {
        _jobs.Remove(job);
        LastEndAt = Simulator.Now;
    }
}
