using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;

namespace ActorCompute.Actors.Aggregating;

/// <summary>The committed chunks of one job.</summary>
internal sealed class Aggregation(JobSpec spec)
{
    private readonly ulong[] _committed = new ulong[(spec.Grid.Chunks + 63) / 64];
    private readonly SortedDictionary<long, IReadOnlyList<SliceRef>> _elsewhere = [];
    private readonly Reducing? _reducing = Reducing.For(spec);

    private long _uncommitted = spec.Grid.Chunks;

    public bool IsComplete => _uncommitted == 0;

    public void Commit(in CommittedChunk chunk)
    {
        ulong bit = 1UL << (int)(chunk.Chunk & 63);
        ref ulong word = ref _committed[chunk.Chunk >> 6];
        if ((word & bit) != 0) throw new InvalidOperationException($"chunk {chunk.Chunk} is committed a second time");
        word |= bit;
        _uncommitted--;
        if (chunk.Outputs is not null) _elsewhere.Add(chunk.Chunk, chunk.Outputs);
        for (int node = 0; node < chunk.Partials.Count; node++) _reducing!.Tree.Add(chunk.Partials[node]);
    }

    /// <summary>The value of the reduction, or null where the job has none.</summary>
    /// <exception cref="ComputeException">The reduction has no value for no elements.</exception>
    public ReducedValue? Reduce() =>
        _reducing is not { } one
            ? null
            : ReductionAlgebra.Finish(one.Reduction, one.Type, one.Tree.Result, spec.Grid.Count);

    /// <summary>For each output its elements in order, in as few slices as they make.</summary>
    public IReadOnlyList<IReadOnlyList<SliceRef>> Outputs()
    {
        if (spec.Outputs.Count == 0) return [];
        var outputs = new IReadOnlyList<SliceRef>[spec.Outputs.Count];
        for (int output = 0; output < outputs.Length; output++) outputs[output] = Slices(output);
        return outputs;
    }

    private List<SliceRef> Slices(int output)
    {
        var slices = new List<SliceRef>(1);
        ArrayId array = spec.Outputs[output].Array;
        long next = 0;
        foreach ((long chunk, IReadOnlyList<SliceRef> elsewhere) in _elsewhere)
        {
            AddUpTo(spec.Grid.Start(chunk));
            slices.Add(elsewhere[output]);
            next = spec.Grid.Start(chunk) + spec.Grid.Length(chunk);
        }

        AddUpTo(spec.Grid.Count);
        return slices;

        void AddUpTo(long end)
        {
            if (end > next) slices.Add(new SliceRef(array, next, end - next));
        }
    }

    /// <summary>The reduction of a job that has one.</summary>
    private sealed record Reducing(Reduction Reduction, DType Type, ReductionTree Tree)
    {
        public static Reducing? For(JobSpec spec)
        {
            if (spec is not ExpressionSpec { Reduction: { } reduction, Type: var type }) return null;
            return new Reducing(reduction, type, new ReductionTree(reduction, type, Block.CountFor(spec.Grid.Count)));
        }
    }
}
