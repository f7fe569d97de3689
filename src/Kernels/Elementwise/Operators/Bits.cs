using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Operators;

internal readonly struct And<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => x & y;
}

internal readonly struct Or<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => x | y;
}

internal readonly struct Invert<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => ~x;
}

/// <summary>The logical negation of bools.</summary>
internal readonly struct Not : IUnaryOperator<byte>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, byte> => V.Equal(x, V.Zero);
}

/// <summary>An operator on bools, whose bytes it sees as 0 or 1 whatever stands in the array.</summary>
internal readonly struct OnBools<TOperator> : IBinaryOperator<byte>
    where TOperator : struct, IBinaryOperator<byte>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, ISimd<V, byte> => TOperator.Invoke(V.Min(x, V.One), V.Min(y, V.One));
}
