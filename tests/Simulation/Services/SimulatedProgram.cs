using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// A client's program: submits its jobs, cancels those that are to be cancelled, and disposes
/// all arrays of a job as soon as it has ended.
/// </summary>
public sealed class SimulatedProgram(Simulator simulator, NodeId node, ActorRef router, ActorRef transfers)
    : IHandler
{
    private readonly Dictionary<JobId, ExpressionSpec> _specs = [];
    private long _arraysMade;

    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Started:
                int place = Network.Place(node);
                foreach (JobPlan plan in simulator.Scenario.Jobs.Where(one => one.Client == place))
                {
                    Schedule(context, plan);
                }

                break;
            case SubmitJob or CancelJob:
                context.Send(router, message);
                break;
            case JobCompleted completed:
                Dispose(context, _specs[completed.Job], completed.Outputs.SelectMany(slices => slices));
                break;
            case JobFailed failed:
                Dispose(context, _specs[failed.Job], []);
                break;
        }
    }

    private void Schedule(IActorContext context, JobPlan plan)
    {
        JobId job = Simulator.JobOf(plan);
        ExpressionSpec spec = plan.Spec(MakeArray);
        _specs.Add(job, spec);
        context.Schedule(Duration.Span(plan.SubmitAt), new SubmitJob(job, spec, context.Self));
        if (plan.CancelAt is long cancelAt) context.Schedule(Duration.Span(cancelAt), new CancelJob(job));
    }

    private ArrayId MakeArray(DType type, long count)
    {
        var id = new ArrayId(node, ++_arraysMade);
        SimulatedArray array = simulator.Memory.Add(id, type, count);
        for (long block = 0; block < array.Stamps.Length; block++)
        {
            array.Stamps[block] = Values.OfArray(id, block);
        }
        return id;
    }

    private void Dispose(IActorContext context, ExpressionSpec spec, IEnumerable<SliceRef> results)
    {
        foreach (JobInput input in spec.Inputs)
        {
            if (input.Source is InputSource.ByReference reference) simulator.Memory.Release(reference.Array);
        }

        var own = spec.Outputs.Select(output => output.Array).ToHashSet();
        foreach (ArrayId array in own) simulator.Memory.Release(array);
        foreach (ArrayId fresh in results.Select(slice => slice.Array).Distinct().Except(own))
        {
            context.Send(transfers, new Release(fresh));
        }
    }
}
