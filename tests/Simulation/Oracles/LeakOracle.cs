using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
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
            case EndJob end when envelope.Target == Simulator.Client.Transfers:
                if (!_endedOnClient.Add(end.Job))
                {
                    Violate($"{end.Job} is ended twice in the client's transfers");
                }
                _abandoned.UnionWith(end.Abandoned.Select(slice => slice.Array));
                break;
            case EndJob end:
                _boundElsewhere.Remove((envelope.Target.Node, end.Job));
                break;
            case ExecutorProtocol.Run run when envelope.Target.Node != Simulator.Client.Router.Node:
                _boundElsewhere.Add((envelope.Target.Node, run.Attempt.Job));
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
        if (_endedOnClient.Count != Simulator.Scenario.Jobs.Count)
        {
            Violate($"the client's transfers hear of the end of {_endedOnClient.Count} jobs only");
        }

        foreach ((NodeId node, JobId job) in _boundElsewhere)
        {
            if (Simulator.NodeAt(Network.Place(node))?.Id == node)
            {
                Violate($"node {node} never hears of the end of {job}");
            }
        }

        foreach (SimulatedArray array in Simulator.Memory.Arrays)
        {
            Violate($"array {MessageText.Of(array.Id)} of {array.Count} elements is never given back");
        }
    }
}
