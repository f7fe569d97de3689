using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;
using static ActorCompute.Messages.ExecutorProtocol;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>Where a run stands.</summary>
/// <param name="Answer">
/// The executor's answer; null where the run goes on, on another thread if it can.
/// </param>
/// <param name="ThreadIsSpent">The thread is to be replaced.</param>
internal readonly record struct RunStep(object? Answer, bool ThreadIsSpent = false);

/// <summary>
/// Runs the kernel of a job on a chunk, and keeps what jobs are bound to until they have ended.
/// </summary>
/// <param name="table">The arrays of this node.</param>
/// <param name="sharesMemory">False where runs bring slices of their own for what jobs refer to.</param>
/// <param name="surroundings">What lies outside the table; null for the files of this machine.</param>
internal sealed class KernelRunner(ArrayTable table, bool sharesMemory, Surroundings? surroundings = null)
{
    [ThreadStatic]
    private static EvaluationScratch? _scratch;

    [ThreadStatic]
    private static PartialStack? _partials;

    private readonly ConcurrentDictionary<JobId, JobBinding> _bindings = new();

    /// <summary>Runs on the calling thread and gives the executor's answer.</summary>
    public RunStep Execute(PendingRun pending)
    {
        Run run = pending.Run;
        try
        {
            return run.Spec switch
            {
                ExpressionSpec spec => new RunStep(Evaluate(run, spec, pending.Stop)),
                ItemsSpec spec => RunItems(pending, spec),
                _ => throw new InvalidOperationException($"nothing runs a {run.Spec.GetType().Name}"),
            };
        }
        catch (UnfitNodeException error)
        {
            return new RunStep(new Refused(run.Attempt, error.Kind, error.Message));
        }
        catch (ComputeException error)
        {
            return new RunStep(new Failed(run.Attempt, error.Kind, error.Message));
        }
        catch (Exception error)
        {
            // Nothing may be lost: what nobody foresaw fails the job by name.
            string message = $"{error.GetType().Name}: {error.Message}";
            return new RunStep(new Failed(run.Attempt, ErrorKind.KernelFailed, message));
        }
    }

    /// <summary>The job has ended: its arrays are let go when its last run has ended.</summary>
    public void End(JobId job)
    {
        if (_bindings.TryRemove(job, out JobBinding? binding)) binding.Release();
    }

    /// <summary>How many jobs have something bound here.</summary>
    public int Jobs => _bindings.Count;

    /// <summary>As <see cref="End(JobId)"/>, for all jobs of a kind.</summary>
    public void End(Predicate<JobId> isMeant)
    {
        foreach (JobId job in _bindings.Keys)
        {
            if (isMeant(job)) End(job);
        }
    }

    private static RunStep RunItems(PendingRun pending, ItemsSpec spec)
    {
        AttemptId attempt = pending.Run.Attempt;
        long first = spec.Grid.Start(attempt.Chunk) + pending.ItemsDone;
        long count = spec.Grid.Length(attempt.Chunk) - pending.ItemsDone;
        if (count == 0) return new RunStep(new Finished(attempt, []));
        ItemsRun ran = spec.Function.Run(first, count, pending);
        pending.ItemsDone += ran.Done;
        object? answer = ran.Done == count ? new Finished(attempt, [])
            : pending.Stop.IsRequested ? new Stopped(attempt)
            : ran.ThreadIsSpent ? null
            : throw new InvalidOperationException($"a function ran {ran.Done} of {count} items and gave up");
        return new RunStep(answer, ran.ThreadIsSpent);
    }

    private object Evaluate(Run run, ExpressionSpec spec, StopFlag stop)
    {
        Check(run, spec);
        JobBinding? binding = null;
        List<TableEntry>? slices = null;
        try
        {
            binding = Bind(run, spec);
            if (run.Outputs is null && spec.Outputs.Count > 0 && binding.Output is null)
            {
                return new Unplaced(run.Attempt);
            }

            ElementSource?[] inputs = run.Inputs is null ? binding.Inputs : Slices(run, binding, slices = []);
            ElementTarget? output = run.Outputs is null ? binding.Output : Slice(run, slices ??= []);
            return Evaluate(run, spec, binding.Plan, inputs, output, stop);
        }
        finally
        {
            slices?.ForEach(slice => slice.Release());
            binding?.Release();
        }
    }

    /// <summary>Anyone may send a message: what memory is touched by is looked at before.</summary>
    private static void Check(Run run, ExpressionSpec spec)
    {
        long chunk = run.Attempt.Chunk;
        if (chunk < 0 || chunk >= spec.Grid.Chunks)
        {
            throw Wrong($"chunk {chunk} is not one of {spec.Grid.Chunks}");
        }

        long count = spec.Grid.Length(chunk);
        if (run.Inputs is { } inputs && inputs.Count != spec.Inputs.Count)
        {
            throw Wrong("an input has no slice");
        }

        if (run.Outputs is not { } outputs) return;
        if (outputs.Count != spec.Outputs.Count
            || outputs.Any(slice => slice.Start != 0 || slice.Count != count))
        {
            throw Wrong("an output has no slice of the chunk's length");
        }

        static ComputeException Wrong(string what) =>
            new(ErrorKind.InvalidArgument, $"the chunk does not fit the job: {what}");
    }

    private JobBinding Bind(Run run, ExpressionSpec spec)
    {
        while (true)
        {
            if (!_bindings.TryGetValue(run.Attempt.Job, out JobBinding? binding))
            {
                var made = JobBinding.Bind(
                    spec, table, sharesMemory, surroundings ?? Surroundings.OfThisMachine);
                binding = _bindings.GetOrAdd(run.Attempt.Job, made);
                if (binding != made) made.Release();
            }

            if (binding.TryAddReference()) return binding;
        }
    }

    private static object Evaluate(
        Run run,
        ExpressionSpec spec,
        Plan plan,
        ElementSource?[] inputs,
        ElementTarget? output,
        StopFlag stop)
    {
        ChunkGrid grid = spec.Grid;
        long start = grid.Start(run.Attempt.Chunk);
        if (spec.Reduction is not null && grid.Count == 0) return new Finished(run.Attempt, []);

        // A kernel of the program may submit a job and help with it, on this thread and inside this run: it
        // needs memory of its own, so what the thread keeps is taken away for as long as it is used.
        EvaluationScratch scratch = _scratch ?? new EvaluationScratch();
        PartialStack kept = _partials ?? new PartialStack();
        (_scratch, _partials) = (null, null);
        try
        {
            PartialStack? partials = null;
            if (spec.Reduction is { } reduction)
            {
                partials = kept;
                partials.Start(reduction, plan.ResultType, start / Block.Size, Block.CountFor(grid.Count));
            }

            long count = grid.Length(run.Attempt.Chunk);
            RunOutcome outcome = TileEvaluator.Run(
                plan, inputs!, output, start, count, partials, stop, scratch);
            if (outcome.Status == RunStatus.Finished) output?.Flush();
            return outcome.Status switch
            {
                RunStatus.Finished =>
                    new Finished(run.Attempt, partials is null ? [] : partials.Nodes.ToArray()),
                RunStatus.Stopped => new Stopped(run.Attempt),
                _ => new Failed(run.Attempt, outcome.ErrorKind, outcome.Message!),
            };
        }
        finally
        {
            (_scratch, _partials) = (scratch, kept);
        }
    }

    private ElementSource?[] Slices(Run run, JobBinding binding, List<TableEntry> used)
    {
        var inputs = new ElementSource?[run.Inputs!.Count];
        long start = run.Spec.Grid.Start(run.Attempt.Chunk);
        for (int place = 0; place < inputs.Length; place++)
        {
            if (binding.Inputs[place] is { } bound)
            {
                inputs[place] = bound;
                continue;
            }

            ElementSource slice = Use(run.Inputs[place].Array, used).Source!;
            bool isScalar = run.Spec.Inputs[place].Description.Shape.Rank == 0;
            inputs[place] = isScalar ? new ScalarSource(slice) : new OffsetSource(slice, start);
        }

        return inputs;
    }

    private ElementTarget? Slice(Run run, List<TableEntry> used) => run.Outputs!.Count == 0
        ? null
        : new OffsetTarget(Use(run.Outputs[0].Array, used).Target!, run.Spec.Grid.Start(run.Attempt.Chunk));

    private TableEntry Use(ArrayId array, List<TableEntry> used)
    {
        if (!table.TryUse(array, out TableEntry? entry))
        {
            throw new ComputeException(
                ErrorKind.OutOfMemory, "this node had no memory for a slice of the chunk");
        }

        used.Add(entry);
        return entry;
    }
}
