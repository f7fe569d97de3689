using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Reductions;

/// <summary>
/// Folds a block into one value through 32 lanes: element i goes to lane i mod 32, in order, and lanes
/// combine by halving. The lanes are four vectors of eight whatever the processor's width, so the bits are
/// the same on all.
/// </summary>
/// <typeparam name="TLane">The type in which the reduction accumulates: double or long.</typeparam>
/// <typeparam name="TLoad">How elements become lanes.</typeparam>
/// <typeparam name="TFold">How lanes accumulate.</typeparam>
internal static unsafe class LaneReduction<TLane, TLoad, TFold>
    where TLane : unmanaged
    where TLoad : ILaneLoad<TLane>
    where TFold : ILaneFold<TLane>
{
    private const int Lanes = 32;
    private const int VectorLanes = 8;

    /// <summary>Sets the lanes to what stands for no elements.</summary>
    public static void Clear(BlockState* state)
    {
        Vector512<TLane>* lanes = (Vector512<TLane>*)state->Lanes;
        lanes[0] = lanes[1] = lanes[2] = lanes[3] = TFold.Identity;
    }

    /// <summary>Folds the terms of <paramref name="count"/> elements into the lanes.</summary>
    public static void Fold<TTerm>(byte* elements, int count, TTerm term, BlockState* state)
        where TTerm : struct, ILaneTerm<TLane>
    {
        Vector512<TLane>* lanes = (Vector512<TLane>*)state->Lanes;
        int rest = count % Lanes;
        FoldWhole(elements, count - rest, term, lanes);
        if (rest > 0) FoldRest(elements + ((long)(count - rest) * TLoad.ElementSize), rest, term, lanes);
    }

    /// <summary>The value of the lanes, combined by halving: j and j + 16, then 8, 4, 2 and 1.</summary>
    public static TLane Halve(BlockState* state)
    {
        Vector512<TLane>* vectors = (Vector512<TLane>*)state->Lanes;
        Vector512<TLane> lanes = TFold.Combine(
            TFold.Combine(vectors[0], vectors[2]), TFold.Combine(vectors[1], vectors[3]));
        lanes = TFold.Combine(lanes, lanes.GetUpper().ToVector512Unsafe());
        lanes = TFold.Combine(lanes, lanes.GetLower().GetUpper().ToVector256Unsafe().ToVector512Unsafe());
        lanes = TFold.Combine(lanes, Vector512.CreateScalarUnsafe(lanes.GetElement(1)));
        return lanes.ToScalar();
    }

    // A method of its own, without calls, so that the lanes stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FoldWhole<TTerm>(byte* elements, int count, TTerm term, Vector512<TLane>* lanes)
        where TTerm : struct, ILaneTerm<TLane>
    {
        int step = VectorLanes * TLoad.ElementSize;
        byte* end = elements + ((long)count * TLoad.ElementSize);
        Vector512<TLane> lanes0 = lanes[0];
        Vector512<TLane> lanes1 = lanes[1];
        Vector512<TLane> lanes2 = lanes[2];
        Vector512<TLane> lanes3 = lanes[3];
        for (; elements < end; elements += 4 * step)
        {
            lanes0 = TFold.Combine(lanes0, term.Of(TLoad.Load(elements)));
            lanes1 = TFold.Combine(lanes1, term.Of(TLoad.Load(elements + step)));
            lanes2 = TFold.Combine(lanes2, term.Of(TLoad.Load(elements + (2 * step))));
            lanes3 = TFold.Combine(lanes3, term.Of(TLoad.Load(elements + (3 * step))));
            NextBlock.Prefetch(elements, 4 * step, TLoad.ElementSize, TTerm.NextLines);
        }

        lanes[0] = lanes0;
        lanes[1] = lanes1;
        lanes[2] = lanes2;
        lanes[3] = lanes3;
    }

    /// <summary>Folds fewer than 32 elements; absent ones count as the identity, whatever the term.</summary>
    private static void FoldRest<TTerm>(byte* elements, int rest, TTerm term, Vector512<TLane>* lanes)
        where TTerm : struct, ILaneTerm<TLane>
    {
        byte* padded = stackalloc byte[Lanes * sizeof(long)];
        Unsafe.InitBlockUnaligned(padded, 0, Lanes * sizeof(long));
        Buffer.MemoryCopy(elements, padded, Lanes * sizeof(long), rest * TLoad.ElementSize);
        for (int vector = 0; vector < Lanes / VectorLanes; vector++)
        {
            int firstLane = vector * VectorLanes;
            Vector512<TLane> terms = term.Of(TLoad.Load(padded + (firstLane * TLoad.ElementSize)));
            Vector512<long> isPresent = Vector512.LessThan(
                Vector512<long>.Indices, Vector512.Create((long)(rest - firstLane)));
            terms = Vector512.ConditionalSelect(isPresent.As<long, TLane>(), terms, TFold.Identity);
            lanes[vector] = TFold.Combine(lanes[vector], terms);
        }
    }
}
