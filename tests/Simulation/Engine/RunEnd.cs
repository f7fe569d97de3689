using ActorCompute.Simulation.Scenarios;

namespace ActorCompute.Simulation.Engine;

/// <summary>
/// When a run is over: a while after the last job has ended and the last fault is over, so that everything
/// can come to rest; or at a limit that leaves every job more time than it may take.
/// </summary>
public sealed class RunEnd
{
    private const long Rest = 12 * Duration.Second;

    private readonly Simulator _simulator;
    private long _restsSince = -1;

    public RunEnd(Simulator simulator)
    {
        _simulator = simulator;
        Scenario scenario = simulator.Scenario;
        long computing = 0, stalling = 0, submitted = 0, joined = 0, slowest = 1;
        foreach (NodePlan node in scenario.Nodes)
        {
            joined = Math.Max(joined, node.JoinsAt);
            slowest = Math.Max(slowest, node.SlowFactor);
        }

        foreach (JobPlan job in scenario.Jobs)
        {
            submitted = Math.Max(submitted, job.SubmitAt + scenario.Nodes[job.Client].JoinsAt);
            stalling += Duration.Of(job.StallTimeout);
            long transferred = (2 + job.FetchedInputs + job.Outputs) * scenario.RemoteDelay;
            long blocks = job.Elements / Arrays.Block.Size + 1;
            computing += blocks * (scenario.BlockTime * slowest + transferred) * 4;
        }

        QuietFrom = Math.Max(scenario.FaultsEndAt, Math.Max(submitted, joined));
        Limit = QuietFrom + computing + stalling + 30 * Duration.Second;
    }

    /// <summary>From when on nothing goes wrong or comes new.</summary>
    public long QuietFrom { get; }

    /// <summary>By when every job must have ended.</summary>
    public long Limit { get; }

    public bool IsReached
    {
        get
        {
            if (!_simulator.Liveness.AllJobsEnded || _simulator.Now < QuietFrom) return false;
            if (_restsSince < 0) _restsSince = _simulator.Now;
            return _simulator.Now - _restsSince > Rest;
        }
    }
}
