using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.ExecutorProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// The executor of one slot, for the workers of all clients: runs go one at a time, in the order in which
/// they were asked for, so that clients take turns. A run computes a block, stores it, and then looks at its
/// stop flag: a block that was begun before a pause is stored after it, whatever has been decided meanwhile.
/// </summary>
public sealed class SimulatedExecutor(Simulator simulator, SimulatedNode node, SimulatedGate gate) : IHandler
{
    private readonly List<(ActorRef Worker, Run Run)> _waiting = [];
    private readonly Dictionary<ActorRef, ActorRef> _withdrawn = [];
    private ChunkRun? _run;

    /// <summary>The executors of the node, set before anything runs.</summary>
    public IReadOnlyList<ActorRef> All { get; set; } = [];

    /// <summary>A worker has ended: nothing of it is to run any more. Answered with LetGo.</summary>
    public sealed record Withdraw(ActorRef Worker);

    /// <summary>Nothing of the worker runs any more, and none will.</summary>
    public sealed record LetGo(ActorRef Worker);

    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Run run when !_withdrawn.ContainsKey(context.Sender):
                Take(context, run);
                break;
            case Stop stop:
                OnStop(context, stop.Attempt);
                break;
            case Withdraw withdraw:
                OnWithdrawn(context, withdraw.Worker);
                break;
            case StoreBlock:
                Store(context, _run!);
                break;
            case Reserve reserve when !_withdrawn.ContainsKey(context.Sender):
                gate.Ask(context.Sender, reserve.Number);
                Grant(context);
                break;
            case Free:
                FreeNode(context, context.Sender);
                break;
            case LookAgain:
                Next(context);
                break;
        }
    }

    private void Grant(IActorContext context)
    {
        if (gate.Grant() is not { } granted) return;
        simulator.Trace?.Note($"{MessageText.Of(granted.Worker)} has its node to itself");
        context.Send(granted.Worker, new Reserved(granted.Number));
    }

    private void FreeNode(IActorContext context, ActorRef worker)
    {
        gate.Free(worker);
        Grant(context);
        foreach (ActorRef executor in All) context.Send(executor, new LookAgain());
    }

    private void Take(IActorContext context, Run run)
    {
        ActorRef worker = context.Sender;
        bool isSecond = _run?.Worker == worker || _waiting.Exists(one => one.Worker == worker);
        if (isSecond) simulator.Violate("executor", $"{run.Attempt} begins while another one runs");
        _waiting.Add((worker, run));
        Next(context);
    }

    private void OnStop(IActorContext context, AttemptId attempt)
    {
        if (_run?.Attempt == attempt) _run.StopAsked = true;
        int place = _waiting.FindIndex(one => one.Run.Attempt == attempt);
        if (place < 0) return;
        ActorRef worker = _waiting[place].Worker;
        _waiting.RemoveAt(place);
        context.Send(worker, new Stopped(attempt));
    }

    private void OnWithdrawn(IActorContext context, ActorRef worker)
    {
        _withdrawn.Add(worker, context.Sender);
        _waiting.RemoveAll(one => one.Worker == worker);
        FreeNode(context, worker);
        if (_run?.Worker == worker) _run.StopAsked = true;
        else context.Send(context.Sender, new LetGo(worker));
    }

    private void Next(IActorContext context)
    {
        if (_run is not null) return;
        int place = _waiting.FindIndex(one => gate.IsOpenFor(one.Worker));
        if (place < 0) return;
        (ActorRef worker, Run run) = _waiting[place];
        _waiting.RemoveAt(place);
        gate.Begin();
        Begin(context, worker, run);
    }

    private void Begin(IActorContext context, ActorRef worker, Run message)
    {
        if (simulator.Refuses(message.Attempt.Job, node.Place))
        {
            End(context, worker, new Refused(message.Attempt, ErrorKind.InputChanged, "the files are others"));
            return;
        }

        if (message is { Outputs: null, Spec.Outputs.Count: > 0 } && !ReachesOutputs(message.Spec))
        {
            End(context, worker, new Unplaced(message.Attempt));
            return;
        }

        _run = simulator.Elements.BeginRun(node, worker, message);
        if (_run.WhyNot is { } answer) End(context, answer);
        else Continue(context, _run);
    }

    private bool ReachesOutputs(JobSpec spec) =>
        node.Plan.SharesMemory || simulator.IsOfClient(node.Id)
        || (spec.Outputs[0].File is not null && simulator.Delays.Below(1000) < node.Plan.SeesFilesPerMille);

    private void Continue(IActorContext context, ChunkRun run)
    {
        if (run.StopAsked)
        {
            End(context, new Stopped(run.Attempt));
        }
        else if (run.Block == run.Blocks)
        {
            End(context, run.Finish());
        }
        else
        {
            run.Compute();
            context.Schedule(Duration.Span(simulator.Scenario.BlockTime * node.SlowFactor), new StoreBlock());
        }
    }

    private void Store(IActorContext context, ChunkRun run)
    {
        Failed? failed = run.Store();
        if (!node.IsAlive) return;
        if (failed is not null)
        {
            End(context, failed);
            return;
        }

        run.Block++;
        Continue(context, run);
    }

    private void End(IActorContext context, object answer)
    {
        ActorRef worker = _run!.Worker;
        _run.LetGo();
        _run = null;
        End(context, worker, answer);
    }

    private void End(IActorContext context, ActorRef worker, object answer)
    {
        gate.End();
        Grant(context);
        context.Send(worker, answer);
        if (_withdrawn.TryGetValue(worker, out ActorRef asker)) context.Send(asker, new LetGo(worker));
        Next(context);
    }

    private sealed record StoreBlock;

    private sealed record LookAgain;
}
