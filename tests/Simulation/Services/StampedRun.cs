using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.ExecutorProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// A run over stamps: its arrays are mapped from the first block to the last. The kernel fails, or takes down
/// its node, where the scenario says so.
/// </summary>
public sealed class StampedRun : ChunkRun
{
    private readonly Simulator _simulator;
    private readonly SimulatedNode _node;
    private readonly ExpressionSpec _spec;
    private readonly Mapped?[] _inputs;
    private readonly Mapped[] _outputs;
    private readonly PartialStack? _partials;
    private bool _isTooLate;
    private ulong _elements;

    public StampedRun(Simulator simulator, SimulatedNode node, ActorRef worker, Run run) : base(worker, run)
    {
        _simulator = simulator;
        _node = node;
        _spec = (ExpressionSpec)run.Spec;
        ChunkGrid grid = _spec.Grid;
        var own = new SliceRef(default, grid.Start(Attempt.Chunk), grid.Length(Attempt.Chunk));
        _inputs = [.. _spec.Inputs.Select((input, i) => Input(input, run.Inputs?[i], own))];
        _outputs = [.. _spec.Outputs.Select((output, i) =>
            Map(run.Outputs?[i] ?? own with { Array = output.Array }, own.Count))];
        if (_spec.Reduction is not { } reduction || grid.Count == 0) return;
        _partials = new PartialStack();
        _partials.Start(
            reduction, _spec.Type, own.Start / Arrays.Block.Size, Arrays.Block.CountFor(grid.Count));
    }

    /// <summary>
    /// An array is not there any more where a worker that was given up starts a chunk of a job that has
    /// ended.
    /// </summary>
    public override object? WhyNot => _isTooLate
        ? new Failed(Attempt, ErrorKind.InputChanged, "an array of the job is gone")
        : null;

    public override void Compute()
    {
        _elements = 0;
        for (int input = 0; input < _inputs.Length; input++)
        {
            if (_inputs[input] is not { } mapped)
            {
                long globalBlock = _spec.Grid.Start(Attempt.Chunk) / Arrays.Block.Size + Block;
                _elements = Values.Kernel(_elements, Values.OfUnfetched(_spec, input, globalBlock));
                continue;
            }

            foreach (var oracle in _simulator.Oracles) oracle.Reading(_node, mapped.Array, Attempt);
            bool isScalar = _spec.Inputs[input].Description.Shape.Rank == 0;
            _elements = Values.Kernel(
                _elements, mapped.Array.Stamps[mapped.FirstBlock + (isScalar ? 0 : Block)]);
        }
    }

    public override Failed? Store()
    {
        bool isHalfway = Block == Blocks / 2;
        if (isHalfway && _simulator.KillsNode(Attempt, _node)) return null;
        if (isHalfway && _simulator.Plan(Attempt.Job).FailingChunk == Attempt.Chunk)
        {
            return new Failed(Attempt, ErrorKind.KernelFailed, "the kernel fails by plan");
        }

        for (int output = 0; output < _outputs.Length; output++)
        {
            Mapped mapped = _outputs[output];
            _simulator.Memory.Write(
                mapped.Array, mapped.FirstBlock + Block, Values.Output(_elements, output), Attempt);
        }

        _partials?.Push(Values.State(_spec.Type, _elements));
        return null;
    }

    public override object Finish() =>
        new Finished(Attempt, _partials is null ? [] : _partials.Nodes.ToArray());

    private Mapped? Input(JobInput input, SliceRef? given, SliceRef own)
    {
        if (input.Source is not InputSource.ByReference reference) return null;
        SliceRef inPlace = input.IsFetched ? own : new SliceRef(default, 0, 1);
        return Map(given ?? inPlace with { Array = reference.Array }, inPlace.Count);
    }

    private Mapped Map(SliceRef slice, long count)
    {
        if (_simulator.Memory.TryFind(slice.Array, out SimulatedArray? array) && slice.Count == count)
        {
            return new Mapped(array, _simulator.Memory.FirstBlock(slice, array));
        }

        if (slice.Count != count)
        {
            _simulator.Violate("memory", $"a run of {count} elements gets {MessageText.Of(slice)}");
        }

        foreach (var oracle in _simulator.Oracles) oracle.Missing(Worker.Node, slice.Array, Attempt);
        _isTooLate = true;
        return default;
    }

    private readonly record struct Mapped(SimulatedArray Array, long FirstBlock);
}
