using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>A run that waits for a thread, or has one.</summary>
internal sealed class PendingRun(Slot slot, ExecutorProtocol.Run run, ActorRef worker) : IStopSignal
{
    private bool _isKept;

    public Slot Slot { get; } = slot;

    public ExecutorProtocol.Run Run { get; } = run;

    public ActorRef Worker { get; } = worker;

    /// <summary>True where the kernel has code of the program in it, which may take any time.</summary>
    public bool MayTakeAnyTime { get; } =
        run.Spec is not ExpressionSpec { Expression.MayTakeAnyTime: false };

    /// <summary>Items of the chunk that have been run, where its job is one of items.</summary>
    public long ItemsDone { get; set; }

    public StopFlag Stop { get; } = new();

    bool IStopSignal.IsRequested => Stop.IsRequested;

    /// <summary>
    /// True while the thread that put the run into its slot keeps it for itself: it is the next that it does.
    /// </summary>
    public bool IsKept => Volatile.Read(ref _isKept);

    /// <summary>Keeps the run for the thread that is about to put it into its slot.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Ends that; true for the one caller that ended it.</summary>
    public bool EndKeeping() => Interlocked.Exchange(ref _isKept, false);
}

/// <summary>Room for one running kernel: at most one run waits or goes on in a slot.</summary>
/// <param name="number">Its place among the slots of the engine, from 0.</param>
internal sealed class Slot(int number)
{
    private PendingRun? _waiting;
    private volatile PendingRun? _latest;

    public int Number { get; } = number;

    /// <summary>The executor's reference, which answers come from.</summary>
    public ActorRef Executor { get; set; }

    /// <summary>True once its client's session has ended; the node's gate guards it.</summary>
    public bool IsClosed { get; set; }

    public void Put(PendingRun run)
    {
        _latest = run;
        if (Interlocked.Exchange(ref _waiting, run) is not null)
        {
            throw new InvalidOperationException("a worker gave its executor a run before the last one ended");
        }
    }

    /// <summary>The run that waits for a thread, or null.</summary>
    public PendingRun? Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes the waiting run, if no other thread has, and if it was not withdrawn.</summary>
    public bool TryTake(PendingRun run) => Interlocked.CompareExchange(ref _waiting, null, run) == run;

    /// <summary>
    /// Asks the run of an attempt to stop; gives it if it had not started, and so never will.
    /// </summary>
    public PendingRun? Stop(AttemptId attempt)
    {
        if (_latest is not { } latest || latest.Run.Attempt != attempt) return null;
        latest.Stop.Request();
        return TryTake(latest) ? latest : null;
    }

    /// <summary>Asks whatever runs to stop, and takes out what waits; its worker is not told.</summary>
    public void StopAll()
    {
        if (_latest is not { } latest) return;
        latest.Stop.Request();
        TryTake(latest);
    }
}
