using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Drivers;

/// <summary>Converts numbers to numbers.</summary>
internal readonly unsafe struct CastStep<TFrom, TTo, TVector> : IKernelStep
    where TFrom : unmanaged
    where TTo : unmanaged
    where TVector : struct, ISimd<TVector, TTo>
{
    public static int Count => TVector.Count;
    public static int FirstSize => sizeof(TFrom);
    public static int SecondSize => 0;
    public static int ThirdSize => 0;
    public static int ResultSize => sizeof(TTo);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy
    {
        TVector value = TVector.LoadConverted((TFrom*)first);
        TStore.Store((TTo*)result, Canonical.Of<TTo, TVector>(value));
    }
}

/// <summary>Converts bools to numbers, 0 or 1.</summary>
internal readonly unsafe struct BoolToNumberStep<T, TVector> : IKernelStep
    where T : unmanaged
    where TVector : struct, ISimd<TVector, T>
{
    public static int Count => TVector.Count;
    public static int FirstSize => 1;
    public static int SecondSize => 0;
    public static int ThirdSize => 0;
    public static int ResultSize => sizeof(T);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy =>
        TStore.Store((T*)result, TVector.Select(TVector.LoadMask(first), TVector.One, TVector.Zero));
}

/// <summary>
/// A unary function of float32, computed in float64 and rounded once: two vectors of float64 make one of float32,
/// by way of the stack.
/// </summary>
internal readonly unsafe struct WidenedUnaryStep<TOperator, TWide, TNarrow> : IKernelStep
    where TOperator : struct, IUnaryOperator<double>
    where TWide : struct, ISimd<TWide, double>
    where TNarrow : struct, ISimd<TNarrow, float>
{
    public static int Count => TNarrow.Count;
    public static int FirstSize => sizeof(float);
    public static int SecondSize => 0;
    public static int ThirdSize => 0;
    public static int ResultSize => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy
    {
        WidePair<TWide> wide = default;
        wide.Low = TOperator.Invoke(TWide.LoadConverted((float*)first));
        wide.High = TOperator.Invoke(TWide.LoadConverted((float*)first + TWide.Count));
        TStore.Store((float*)result, Canonical.Of<float, TNarrow>(TNarrow.LoadConverted((double*)Unsafe.AsPointer(ref wide))));
    }
}

/// <summary>A binary function of float32; otherwise as <see cref="WidenedUnaryStep{TOperator,TWide,TNarrow}"/>.</summary>
internal readonly unsafe struct WidenedBinaryStep<TOperator, TWide, TNarrow> : IKernelStep
    where TOperator : struct, IBinaryOperator<double>
    where TWide : struct, ISimd<TWide, double>
    where TNarrow : struct, ISimd<TNarrow, float>
{
    public static int Count => TNarrow.Count;
    public static int FirstSize => sizeof(float);
    public static int SecondSize => sizeof(float);
    public static int ThirdSize => 0;
    public static int ResultSize => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy
    {
        WidePair<TWide> wide = default;
        wide.Low = TOperator.Invoke(
            TWide.LoadConverted((float*)first), TWide.LoadConverted((float*)second));
        wide.High = TOperator.Invoke(
            TWide.LoadConverted((float*)first + TWide.Count), TWide.LoadConverted((float*)second + TWide.Count));
        TStore.Store((float*)result, Canonical.Of<float, TNarrow>(TNarrow.LoadConverted((double*)Unsafe.AsPointer(ref wide))));
    }
}

/// <summary>Two vectors, one after the other in memory.</summary>
internal struct WidePair<TVector>
    where TVector : struct
{
    public TVector Low;
    public TVector High;
}
