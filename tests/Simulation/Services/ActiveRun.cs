using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.ExecutorProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// A run of an executor: its arrays, as they are mapped from the first block to the last, and how far it is.
/// </summary>
public sealed class ActiveRun
{
    private readonly Mapped?[] _inputs;
    private readonly Mapped[] _outputs;

    public ActiveRun(Simulator simulator, ActorRef worker, Run message)
    {
        Attempt = message.Attempt;
        Spec = (ExpressionSpec)message.Spec;
        Worker = worker;
        ChunkGrid grid = Spec.Grid;
        var own = new SliceRef(default, grid.Start(Attempt.Chunk), grid.Length(Attempt.Chunk));
        Blocks = Arrays.Block.CountFor(own.Count);
        _inputs = [.. Spec.Inputs.Select((input, i) => Input(simulator, input, message.Inputs?[i], own))];
        _outputs = [.. Spec.Outputs.Select((output, i) =>
            Map(simulator, message.Outputs?[i] ?? own with { Array = output.Array }, own.Count))];
    }

    /// <summary>
    /// True where an array is not there any more: a worker that was given up starts a chunk of a job that has
    /// ended.
    /// </summary>
    public bool IsTooLate { get; private set; }

    public AttemptId Attempt { get; }

    public ExpressionSpec Spec { get; }

    /// <summary>Who hears of the end.</summary>
    public ActorRef Worker { get; }

    /// <summary>The blocks of the chunk.</summary>
    public long Blocks { get; }

    /// <summary>The block that is being computed, from 0.</summary>
    public long Block { get; set; }

    /// <summary>The elements of that block.</summary>
    public ulong Elements { get; set; }

    public bool StopAsked { get; set; }

    /// <summary>Reads the inputs of the block and computes its elements.</summary>
    public ulong Compute(Simulator simulator, SimulatedNode node)
    {
        ulong elements = 0;
        for (int input = 0; input < _inputs.Length; input++)
        {
            if (_inputs[input] is not { } mapped)
            {
                long globalBlock = Spec.Grid.Start(Attempt.Chunk) / Arrays.Block.Size + Block;
                elements = Values.Kernel(elements, Values.OfUnfetched(Spec, input, globalBlock));
                continue;
            }

            foreach (var oracle in simulator.Oracles) oracle.Reading(node, mapped.Array, Attempt);
            bool isScalar = Spec.Inputs[input].Description.Shape.Rank == 0;
            elements = Values.Kernel(
                elements, mapped.Array.Stamps[mapped.FirstBlock + (isScalar ? 0 : Block)]);
        }

        return elements;
    }

    /// <summary>Stores the block in every output.</summary>
    public void Store(Simulator simulator)
    {
        for (int output = 0; output < _outputs.Length; output++)
        {
            Mapped mapped = _outputs[output];
            simulator.Memory.Write(
                mapped.Array, mapped.FirstBlock + Block, Values.Output(Elements, output), Attempt);
        }
    }

    private Mapped? Input(Simulator simulator, JobInput input, SliceRef? given, SliceRef own)
    {
        if (input.Source is not InputSource.ByReference reference) return null;
        SliceRef inPlace = input.IsFetched ? own : new SliceRef(default, 0, 1);
        return Map(simulator, given ?? inPlace with { Array = reference.Array }, inPlace.Count);
    }

    private Mapped Map(Simulator simulator, SliceRef slice, long count)
    {
        if (simulator.Memory.TryFind(slice.Array, out SimulatedArray? array) && slice.Count == count)
        {
            return new Mapped(array, simulator.Memory.FirstBlock(slice, array));
        }

        if (slice.Count != count)
        {
            simulator.Violate("memory", $"a run of {count} elements gets {MessageText.Of(slice)}");
        }
        foreach (var oracle in simulator.Oracles) oracle.Missing(Worker.Node, slice.Array, Attempt);
        IsTooLate = true;
        return default;
    }

    private readonly record struct Mapped(SimulatedArray Array, long FirstBlock);
}
