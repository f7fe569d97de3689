using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Kernels.Reductions;

/// <summary>The kernels that reduce a block, by reduction and dtype.</summary>
internal static unsafe class BlockKernels
{
    private const double OnePass = 0.05;
    private const double TwoPasses = 0.1;

    /// <summary>The kernel of a reduction over elements of a dtype; every pair has one.</summary>
    public static BlockKernel Find(Reduction reduction, DType type) => type switch
    {
        DType.Float64 => FindNumber<double, double, LoadFloat64, LoadFloat64>(reduction),
        DType.Float32 => FindNumber<float, double, LoadFloat32, LoadFloat32>(reduction),
        DType.Int64 => FindNumber<long, long, LoadInt64, LoadAsFloat64<LoadInt64>>(reduction),
        DType.Int32 => FindNumber<int, long, LoadInt32, LoadAsFloat64<LoadInt32>>(reduction),
        DType.Bool => FindBool(reduction),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a dtype"),
    };

    /// <typeparam name="T">The element.</typeparam>
    /// <typeparam name="TLane">In what sum and prod accumulate.</typeparam>
    /// <typeparam name="TLoad">How elements become such lanes.</typeparam>
    /// <typeparam name="TFloatLoad">How elements become the float64 lanes of the other sums.</typeparam>
    private static BlockKernel FindNumber<T, TLane, TLoad, TFloatLoad>(Reduction reduction)
        where T : unmanaged, INumber<T>
        where TLane : unmanaged, INumber<TLane>
        where TLoad : ILaneLoad<TLane>
        where TFloatLoad : ILaneLoad<double> => reduction switch
        {
            Reduction.Sum => Lanes<TLane, TLoad, ElementTerm<TLane>, SumFold<TLane>>(),
            Reduction.Prod => Lanes<TLane, TLoad, ElementTerm<TLane>, ProductFold<TLane>>(),
            Reduction.Min => Partials(&Extreme<T, Least>, OnePass),
            Reduction.Max => Partials(&Extreme<T, Greatest>, OnePass),
            Reduction.Argmin => Partials(&FirstExtreme<T, Least>, OnePass),
            Reduction.Argmax => Partials(&FirstExtreme<T, Greatest>, OnePass),
            _ => FindCommon<T, TFloatLoad>(reduction),
        };

    private static BlockKernel FindBool(Reduction reduction) => reduction switch
    {
        Reduction.Sum => Partials(&CountNonzero<byte>, OnePass),
        Reduction.Prod or Reduction.Min => Partials(&All<byte>, OnePass),
        Reduction.Max => Partials(&Any<byte>, OnePass),
        Reduction.Argmin => Partials(&FirstFalse, OnePass),
        Reduction.Argmax => Partials(&FirstTrue, OnePass),
        _ => FindCommon<byte, LoadAsFloat64<LoadBool>>(reduction),
    };

    private static BlockKernel FindCommon<T, TFloatLoad>(Reduction reduction)
        where T : unmanaged, INumber<T>
        where TFloatLoad : ILaneLoad<double> => reduction switch
        {
            Reduction.Mean => Lanes<double, TFloatLoad, ElementTerm<double>, SumFold<double>>(),
            Reduction.Norm => Lanes<double, TFloatLoad, SquareTerm, SumFold<double>>(),
            Reduction.Var or Reduction.Std => new(&Moments<TFloatLoad>, &PartialOf, true, TwoPasses),
            Reduction.CountNonzero => Partials(&CountNonzero<T>, OnePass),
            Reduction.Any => Partials(&Any<T>, OnePass),
            Reduction.All => Partials(&All<T>, OnePass),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "not a reduction"),
        };

    private static BlockKernel Lanes<TLane, TLoad, TTerm, TFold>()
        where TLane : unmanaged
        where TLoad : ILaneLoad<TLane>
        where TTerm : struct, ILaneTerm<TLane>
        where TFold : ILaneFold<TLane> =>
        new(&Fold<TLane, TLoad, TTerm, TFold>, &Halve<TLane, TLoad, TFold>, false, OnePass);

    /// <summary>
    /// A reduction of which the partials of tiles combine to that of the block, bit by bit.
    /// </summary>
    private static BlockKernel Partials(
        delegate*<void*, int, long, BlockState*, void> add, double nanosecondsPerElement) =>
        new(add, &PartialOf, false, nanosecondsPerElement);

    private static void Fold<TLane, TLoad, TTerm, TFold>(
        void* elements, int count, long firstIndex, BlockState* state)
        where TLane : unmanaged
        where TLoad : ILaneLoad<TLane>
        where TTerm : struct, ILaneTerm<TLane>
        where TFold : ILaneFold<TLane>
    {
        if (BlockState.IsFirst(firstIndex)) LaneReduction<TLane, TLoad, TFold>.Clear(state);
        LaneReduction<TLane, TLoad, TFold>.Fold((byte*)elements, count, default(TTerm), state);
    }

    private static Partial Halve<TLane, TLoad, TFold>(BlockState* state)
        where TLane : unmanaged
        where TLoad : ILaneLoad<TLane>
        where TFold : ILaneFold<TLane>
    {
        TLane value = LaneReduction<TLane, TLoad, TFold>.Halve(state);
        return new Partial(*(long*)&value);
    }

    private static Partial PartialOf(BlockState* state) => state->Partial;

    /// <summary>Two passes over the block: the sum of deviations' squares cannot cancel.</summary>
    private static void Moments<TLoad>(void* elements, int count, long firstIndex, BlockState* state)
        where TLoad : ILaneLoad<double>
    {
        LaneReduction<double, TLoad, SumFold<double>>.Clear(state);
        LaneReduction<double, TLoad, SumFold<double>>.Fold(
            (byte*)elements, count, default(FirstPassTerm), state);
        double mean = LaneReduction<double, TLoad, SumFold<double>>.Halve(state) / count;
        LaneReduction<double, TLoad, SumFold<double>>.Clear(state);
        LaneReduction<double, TLoad, SumFold<double>>.Fold(
            (byte*)elements, count, new SquaredDeviationTerm(mean), state);
        double deviations = LaneReduction<double, TLoad, SumFold<double>>.Halve(state);
        Partial block = new(
            BitConverter.DoubleToInt64Bits(mean), BitConverter.DoubleToInt64Bits(deviations), count);
        state->Add(block, firstIndex);
    }

    private static void Extreme<T, TExtreme>(void* elements, int count, long firstIndex, BlockState* state)
        where T : unmanaged, INumber<T>
        where TExtreme : IExtreme
    {
        T extreme = ExtremeReduction<T, TExtreme>.Extreme((T*)elements, count);
        state->Add(new Partial(BitsOf(extreme)), firstIndex);
    }

    /// <summary>Looks for the index only where the extreme may be that of the array.</summary>
    private static void FirstExtreme<T, TExtreme>(
        void* elements, int count, long firstIndex, BlockState* state)
        where T : unmanaged, INumber<T>
        where TExtreme : IExtreme
    {
        T extreme = ExtremeReduction<T, TExtreme>.Extreme((T*)elements, count);
        Partial tile = new(BitsOf(extreme), firstIndex);
        if (state->Displaces(tile))
        {
            int index = ExtremeReduction<T, TExtreme>.FirstIndexOf(extreme, (T*)elements, count);
            tile = new Partial(BitsOf(extreme), firstIndex + index);
        }

        state->Add(tile, firstIndex);
    }

    private static void CountNonzero<T>(void* elements, int count, long firstIndex, BlockState* state)
        where T : unmanaged, INumber<T> =>
        state->Add(new Partial(ZeroCount<T>.Nonzero((T*)elements, count)), firstIndex);

    private static void Any<T>(void* elements, int count, long firstIndex, BlockState* state)
        where T : unmanaged, INumber<T> =>
        state->Add(new Partial(ZeroCount<T>.Nonzero((T*)elements, count) > 0 ? 1 : 0), firstIndex);

    private static void All<T>(void* elements, int count, long firstIndex, BlockState* state)
        where T : unmanaged, INumber<T> =>
        state->Add(new Partial(ZeroCount<T>.Nonzero((T*)elements, count) == count ? 1 : 0), firstIndex);

    private static void FirstFalse(void* elements, int count, long firstIndex, BlockState* state)
    {
        int index = new ReadOnlySpan<byte>(elements, count).IndexOf((byte)0);
        state->Add(index >= 0 ? new Partial(0, firstIndex + index) : new Partial(1, firstIndex), firstIndex);
    }

    private static void FirstTrue(void* elements, int count, long firstIndex, BlockState* state)
    {
        int index = new ReadOnlySpan<byte>(elements, count).IndexOfAnyExcept((byte)0);
        state->Add(index >= 0 ? new Partial(1, firstIndex + index) : new Partial(0, firstIndex), firstIndex);
    }

    /// <summary>The bits as a <see cref="Scalar"/> holds them.</summary>
    private static long BitsOf<T>(T value)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(int)) return (int)(object)value;
        return sizeof(T) == sizeof(float) ? *(uint*)&value : *(long*)&value;
    }
}
