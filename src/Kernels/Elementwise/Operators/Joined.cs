using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Operators;

/// <summary>Two operators in one pass: the outer one of (the inner one of x and y) and z.</summary>
internal readonly struct InnerFirst<T, TInner, TOuter> : ITernaryOperator<T>
    where T : unmanaged
    where TInner : struct, IBinaryOperator<T>
    where TOuter : struct, IBinaryOperator<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y, V z) where V : struct, ISimd<V, T> =>
        TOuter.Invoke(TInner.Invoke(x, y), z);
}

/// <summary>Two operators in one pass: the outer one of z and (the inner one of x and y).</summary>
internal readonly struct InnerSecond<T, TInner, TOuter> : ITernaryOperator<T>
    where T : unmanaged
    where TInner : struct, IBinaryOperator<T>
    where TOuter : struct, IBinaryOperator<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y, V z) where V : struct, ISimd<V, T> =>
        TOuter.Invoke(z, TInner.Invoke(x, y));
}
