using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.ExecutorProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// The executor of one slot. A run computes a block, stores it, and then looks at its stop flag: a block that
/// was begun before a pause is stored after it, whatever has been decided meanwhile.
/// </summary>
public sealed class SimulatedExecutor(Simulator simulator, SimulatedNode node) : IHandler
{
    private readonly PartialStack _partials = new();
    private ActiveRun? _run;

    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Run run:
                Begin(context, run);
                break;
            case Stop stop when _run is not null && _run.Attempt == stop.Attempt:
                _run.StopAsked = true;
                break;
            case StoreBlock:
                Store(context, _run!);
                break;
        }
    }

    private void Begin(IActorContext context, Run message)
    {
        if (_run is not null)
        {
            simulator.Violate("executor", $"{message.Attempt} begins while {_run.Attempt} runs");
        }
        _run = new ActiveRun(simulator, context.Sender, message);
        if (_run.IsTooLate)
        {
            End(context, new Failed(_run.Attempt, ErrorKind.InputChanged, "an array of the job is gone"));
            return;
        }

        ExpressionSpec spec = _run.Spec;
        ChunkGrid grid = spec.Grid;
        if (spec.Reduction is { } reduction && grid.Count > 0)
        {
            _partials.Start(
                reduction,
                spec.Type,
                grid.Start(message.Attempt.Chunk) / Block.Size,
                Block.CountFor(grid.Count));
        }

        Continue(context, _run);
    }

    private void Continue(IActorContext context, ActiveRun run)
    {
        if (run.StopAsked)
        {
            End(context, new Stopped(run.Attempt));
        }
        else if (run.Block == run.Blocks)
        {
            bool reduces = run.Spec.Reduction is not null && run.Spec.Grid.Count > 0;
            PartialNode[] partials = reduces ? _partials.Nodes.ToArray() : [];
            End(context, new Finished(run.Attempt, partials));
        }
        else
        {
            run.Elements = run.Compute(simulator, node);
            context.Schedule(Duration.Span(simulator.Scenario.BlockTime * node.SlowFactor), new StoreBlock());
        }
    }

    private void Store(IActorContext context, ActiveRun run)
    {
        bool isHalfway = run.Block == run.Blocks / 2;
        if (isHalfway && simulator.KillsNode(run.Attempt, node)) return;
        if (isHalfway && simulator.Plan(run.Attempt.Job).FailingChunk == run.Attempt.Chunk)
        {
            End(context, new Failed(run.Attempt, ErrorKind.KernelFailed, "the kernel fails by plan"));
            return;
        }

        run.Store(simulator);
        if (run.Spec.Reduction is not null) _partials.Push(Values.State(run.Spec.Type, run.Elements));
        run.Block++;
        Continue(context, run);
    }

    private void End(IActorContext context, object answer)
    {
        ActorRef worker = _run!.Worker;
        _run = null;
        context.Send(worker, answer);
    }

    private sealed record StoreBlock;
}
