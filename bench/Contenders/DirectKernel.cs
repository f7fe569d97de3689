using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation;

namespace ActorCompute.Bench.Contenders;

/// <summary>
/// The library's kernels without actors: what is done by hand with a plan, a scratch a thread, and one equal part a
/// slot. The ceiling of everything above. Not thread safe.
/// </summary>
internal sealed class DirectKernel : IDisposable
{
    private readonly Plan _plan;
    private readonly ElementSource[] _inputs;
    private readonly ElementTarget? _output;
    private readonly EvaluationScratch[] _scratch;
    private readonly PartialStack[] _partials;
    private readonly StopFlag _stop = new();
    private readonly Action<int> _runPart;
    private readonly long _count;
    private readonly long _partLength;

    /// <summary>Prepares all that can be prepared once.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="reduction">The reduction, or null for the elements.</param>
    /// <param name="inputs">The inputs by name, all of one length.</param>
    /// <param name="output">Where the elements go, or null.</param>
    /// <param name="slots">In how many parts.</param>
    public DirectKernel(
        ArrayExpression expression,
        Reduction? reduction,
        IReadOnlyList<(string Name, ElementSource Source)> inputs,
        ElementTarget? output,
        int slots)
    {
        _plan = PlanCache.Get(
            expression, [.. inputs.Select(input => (input.Name, input.Source.Description.Type))], reduction);
        _inputs = [.. inputs.Select(input => input.Source)];
        _output = output;
        _count = _inputs[0].Description.Shape.Count;
        _partLength = Block.RoundUp((_count + slots - 1) / slots);
        _scratch = [.. Enumerable.Range(0, slots).Select(_ => new EvaluationScratch())];
        _partials = [.. Enumerable.Range(0, slots).Select(_ => new PartialStack())];
        _runPart = RunPart;
    }

    /// <summary>All parts on the calling thread.</summary>
    public void RunSerially()
    {
        for (int slot = 0; slot < _scratch.Length; slot++) RunPart(slot);
        Combine();
    }

    /// <summary>A part a thread of the team.</summary>
    public void RunOn(SlotTeam team)
    {
        team.Run(_runPart);
        Combine();
    }

    /// <summary>A part an iteration of a parallel loop.</summary>
    public void RunInParallelFor()
    {
        Parallel.For(0, _scratch.Length, _runPart);
        Combine();
    }

    public void Dispose()
    {
        foreach (ElementSource input in _inputs) input.Dispose();
        _output?.Dispose();
        foreach (EvaluationScratch scratch in _scratch) scratch.Dispose();
    }

    private void RunPart(int slot)
    {
        long start = Math.Min(_count, slot * _partLength);
        long length = Math.Min(_partLength, _count - start);
        if (length == 0) return;
        PartialStack? partials = null;
        if (_plan.Reduction is { } reduction)
        {
            partials = _partials[slot];
            partials.Start(reduction, _plan.ResultType, start / Block.Size, Block.CountFor(_count));
        }

        RunOutcome outcome = TileEvaluator.Run(
            _plan, _inputs, _output, start, length, partials, _stop, _scratch[slot]);
        if (outcome.Status != RunStatus.Finished) throw new InvalidOperationException(outcome.Message);
    }

    private void Combine()
    {
        if (_plan.Reduction is not { } reduction) return;
        var tree = new ReductionTree(reduction, _plan.ResultType, Block.CountFor(_count));
        for (int slot = 0; slot < _scratch.Length && slot * _partLength < _count; slot++)
        {
            foreach (ref readonly PartialNode node in _partials[slot].Nodes) tree.Add(node);
        }

        ReductionAlgebra.Finish(reduction, _plan.ResultType, tree.Result, _count);
    }
}
