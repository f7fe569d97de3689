using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using ActorCompute.Simulation.Services;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// When all jobs have ended and everything is at rest, no memory is left but what had to be abandoned.
/// </summary>
public sealed class LeakOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly HashSet<JobId> _endedOnClient = [];
    private readonly HashSet<ArrayId> _abandoned = [];
    private readonly HashSet<(NodeId Node, JobId Job)> _boundElsewhere = [];

    protected override string Name => "leaks";

    public override void Sent(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case EndJob end when Simulator.IsOfClient(envelope.Target.Node):
                if (!_endedOnClient.Add(end.Job))
                {
                    Violate($"{end.Job} is ended twice in the client's transfers");
                }
                _abandoned.UnionWith(end.Abandoned.Select(slice => slice.Array));
                break;
            case EndJob end:
                _boundElsewhere.Remove((envelope.Target.Node, end.Job));
                break;
            case ExecutorProtocol.Run run when !Simulator.IsOfClient(envelope.Target.Node):
                _boundElsewhere.Add((envelope.Target.Node, run.Attempt.Job));
                break;
            case SimulatedTransfers.Close closed:
                NodeId node = envelope.Target.Node;
                _boundElsewhere.RemoveWhere(one => one.Node == node && one.Job.Client == closed.Client.Id);
                break;
            case JobFailed failed:
                if (!failed.Abandoned.All(slice => _abandoned.Contains(slice.Array)))
                {
                    Violate($"the client's transfers do not know all abandoned slices of {failed.Job}");
                }

                break;
        }
    }

    public override void AtEnd()
    {
        foreach (JobPlan plan in Simulator.Scenario.Jobs)
        {
            JobId job = Simulator.JobOf(plan);
            if (Simulator.NodeAt(plan.Client) is null || _endedOnClient.Contains(job)) continue;
            Violate($"the client's transfers never hear of the end of {job}");
        }

        foreach ((NodeId node, JobId job) in _boundElsewhere.Where(one => Simulator.IsAlive(one.Node)))
        {
            Violate($"node {MessageText.Of(node)} never hears of the end of {job}");
        }

        foreach (SimulatedArray array in Simulator.Memory.Arrays)
        {
            Violate($"array {MessageText.Of(array.Id)} of {array.Count} elements is never given back");
        }
    }
}
