using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Operators;

// Each gives a mask. Greater is Less with the arguments exchanged, so that NaN compares false.

internal readonly struct Less<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => V.Less(x, y);
}

internal readonly struct LessEqual<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => V.LessOrEqual(x, y);
}

internal readonly struct Greater<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => V.Less(y, x);
}

internal readonly struct GreaterEqual<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => V.LessOrEqual(y, x);
}

internal readonly struct Equal<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => V.Equal(x, y);
}

internal readonly struct NotEqual<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => ~V.Equal(x, y);
}

internal readonly struct IsNotZero<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => ~V.Equal(x, V.Zero);
}

internal readonly struct IsNaN<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => ~V.Equal(x, x);
}

/// <summary>Only what is infinite or NaN leaves something when taken from itself; so it holds for integers too.</summary>
internal readonly struct IsFinite<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => V.Equal(x - x, V.Zero);
}

internal readonly struct IsInfinite<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => V.Equal(x, x) & ~V.Equal(x - x, V.Zero);
}
