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
            Reduction.Sum => new(&Fold<TLane, TLoad, ElementTerm<TLane>, SumFold<TLane>>, OnePass),
            Reduction.Prod => new(&Fold<TLane, TLoad, ElementTerm<TLane>, ProductFold<TLane>>, OnePass),
            Reduction.Min => new(&Extreme<T, Least>, OnePass),
            Reduction.Max => new(&Extreme<T, Greatest>, OnePass),
            Reduction.Argmin => new(&FirstExtreme<T, Least>, TwoPasses),
            Reduction.Argmax => new(&FirstExtreme<T, Greatest>, TwoPasses),
            _ => FindCommon<T, TFloatLoad>(reduction),
        };

    private static BlockKernel FindBool(Reduction reduction) => reduction switch
    {
        Reduction.Sum => new(&CountNonzero<byte>, OnePass),
        Reduction.Prod or Reduction.Min => new(&All<byte>, OnePass),
        Reduction.Max => new(&Any<byte>, OnePass),
        Reduction.Argmin => new(&FirstFalse, OnePass),
        Reduction.Argmax => new(&FirstTrue, OnePass),
        _ => FindCommon<byte, LoadAsFloat64<LoadBool>>(reduction),
    };

    private static BlockKernel FindCommon<T, TFloatLoad>(Reduction reduction)
        where T : unmanaged, INumber<T>
        where TFloatLoad : ILaneLoad<double> => reduction switch
        {
            Reduction.Mean => new(&Fold<double, TFloatLoad, ElementTerm<double>, SumFold<double>>, OnePass),
            Reduction.Norm => new(&Fold<double, TFloatLoad, SquareTerm, SumFold<double>>, OnePass),
            Reduction.Var or Reduction.Std => new(&Moments<TFloatLoad>, TwoPasses),
            Reduction.CountNonzero => new(&CountNonzero<T>, OnePass),
            Reduction.Any => new(&Any<T>, OnePass),
            Reduction.All => new(&All<T>, OnePass),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "not a reduction"),
        };

    private static Partial Fold<TLane, TLoad, TTerm, TFold>(void* elements, int count, long firstIndex)
        where TLane : unmanaged
        where TLoad : ILaneLoad<TLane>
        where TTerm : struct, ILaneTerm<TLane>
        where TFold : ILaneFold<TLane>
    {
        TLane value = LaneReduction<TLane, TLoad, TFold>.Fold((byte*)elements, count, default(TTerm));
        return new Partial(*(long*)&value);
    }

    /// <summary>Two passes over the block: the sum of deviations' squares cannot cancel.</summary>
    private static Partial Moments<TLoad>(void* elements, int count, long firstIndex)
        where TLoad : ILaneLoad<double>
    {
        double sum = LaneReduction<double, TLoad, SumFold<double>>.Fold(
            (byte*)elements, count, default(ElementTerm<double>));
        double mean = sum / count;
        double deviations = LaneReduction<double, TLoad, SumFold<double>>.Fold(
            (byte*)elements, count, new SquaredDeviationTerm(mean));
        return new Partial(
            BitConverter.DoubleToInt64Bits(mean), BitConverter.DoubleToInt64Bits(deviations), count);
    }

    private static Partial Extreme<T, TExtreme>(void* elements, int count, long firstIndex)
        where T : unmanaged, INumber<T>
        where TExtreme : IExtreme =>
        new(BitsOf(ExtremeReduction<T, TExtreme>.Extreme((T*)elements, count)));

    private static Partial FirstExtreme<T, TExtreme>(void* elements, int count, long firstIndex)
        where T : unmanaged, INumber<T>
        where TExtreme : IExtreme
    {
        T extreme = ExtremeReduction<T, TExtreme>.Extreme((T*)elements, count);
        int index = ExtremeReduction<T, TExtreme>.FirstIndexOf(extreme, (T*)elements, count);
        return new Partial(BitsOf(extreme), firstIndex + index);
    }

    private static Partial CountNonzero<T>(void* elements, int count, long firstIndex)
        where T : unmanaged, INumber<T> => new(ZeroCount<T>.Nonzero((T*)elements, count));

    private static Partial Any<T>(void* elements, int count, long firstIndex)
        where T : unmanaged, INumber<T> => new(ZeroCount<T>.Nonzero((T*)elements, count) > 0 ? 1 : 0);

    private static Partial All<T>(void* elements, int count, long firstIndex)
        where T : unmanaged, INumber<T> => new(ZeroCount<T>.Nonzero((T*)elements, count) == count ? 1 : 0);

    private static Partial FirstFalse(void* elements, int count, long firstIndex)
    {
        int index = new ReadOnlySpan<byte>(elements, count).IndexOf((byte)0);
        return index >= 0 ? new Partial(0, firstIndex + index) : new Partial(1, firstIndex);
    }

    private static Partial FirstTrue(void* elements, int count, long firstIndex)
    {
        int index = new ReadOnlySpan<byte>(elements, count).IndexOfAnyExcept((byte)0);
        return index >= 0 ? new Partial(1, firstIndex + index) : new Partial(0, firstIndex);
    }

    /// <summary>The bits as a <see cref="Scalar"/> holds them.</summary>
    private static long BitsOf<T>(T value)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(int)) return (int)(object)value;
        return sizeof(T) == sizeof(float) ? *(uint*)&value : *(long*)&value;
    }
}
