using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Engines.InProcess.Execution;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;
using ActorCompute.Simulation.Services;
using static ActorCompute.Messages.ExecutorProtocol;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>
/// A run of a real kernel. It has its arrays from its begin to its end, and computes a block when the virtual
/// time of that block has passed, as late as may be: so a run that sleeps writes late, whatever the memory is
/// used for by then.
/// </summary>
internal sealed class ComputedRun : ChunkRun
{
    private readonly NodeElements _node;
    private readonly Run _run;
    private readonly List<TableEntry> _slices = [];
    private readonly StopFlag _never = new();
    private readonly JobBinding? _binding;
    private readonly ElementSource?[] _inputs = [];
    private readonly ElementTarget? _output;
    private readonly PartialStack? _partials;
    private bool _hasLetGo;

    public ComputedRun(NodeElements node, ActorRef worker, Run run) : base(worker, run)
    {
        _node = node;
        _run = run;
        node.Began(this);
        var spec = (ExpressionSpec)run.Spec;
        try
        {
            _binding = node.Bind(Attempt.Job, spec);
            _inputs = run.Inputs is null
                ? _binding.Inputs
                : [.. Enumerable.Range(0, run.Inputs.Count).Select(Input)];
            _output = run.Outputs switch
            {
                null => _binding.Output,
                [] => null,
                [var slice, ..] => new OffsetTarget(Use(slice).Target!, FirstElement),
            };
        }
        catch (UnfitNodeException error)
        {
            WhyNot = new Refused(Attempt, error.Kind, error.Message);
            return;
        }
        catch (ComputeException error)
        {
            WhyNot = new Failed(Attempt, error.Kind, error.Message);
            return;
        }

        if (spec.Reduction is not { } reduction || spec.Grid.Count == 0) return;
        _partials = new PartialStack();
        _partials.Start(
            reduction,
            _binding.Plan.ResultType,
            FirstElement / Arrays.Block.Size,
            Arrays.Block.CountFor(spec.Grid.Count));
    }

    public override object? WhyNot { get; }

    private long FirstElement => _run.Spec.Grid.Start(Attempt.Chunk);

    public override void Compute()
    {
    }

    public override Failed? Store()
    {
        long done = Block * Arrays.Block.Size;
        long count = Math.Min(Arrays.Block.Size, _run.Spec.Grid.Length(Attempt.Chunk) - done);
        RunOutcome outcome = TileEvaluator.Run(
            _binding!.Plan, _inputs!, _output, FirstElement + done, count, _partials, _never, _node.Scratch);
        return outcome.Status == RunStatus.Finished
            ? null
            : new Failed(Attempt, outcome.ErrorKind, outcome.Message!);
    }

    public override object Finish() =>
        new Finished(Attempt, _partials is null ? [] : _partials.Nodes.ToArray());

    public override void LetGo()
    {
        if (_hasLetGo) return;
        _hasLetGo = true;
        _node.Ended(this);
        foreach (TableEntry slice in _slices) slice.Release();
        _binding?.Release();
    }

    private ElementSource? Input(int place)
    {
        if (_binding!.Inputs[place] is { } bound) return bound;
        ElementSource slice = Use(_run.Inputs![place]).Source!;
        bool isScalar = _run.Spec.Inputs[place].Description.Shape.Rank == 0;
        return isScalar ? new ScalarSource(slice) : new OffsetSource(slice, FirstElement);
    }

    private TableEntry Use(SliceRef slice)
    {
        if (!_node.TryUse(slice.Array, out TableEntry? entry))
        {
            throw new ComputeException(ErrorKind.InputChanged, "an array of the chunk is gone");
        }

        _slices.Add(entry);
        return entry;
    }
}
