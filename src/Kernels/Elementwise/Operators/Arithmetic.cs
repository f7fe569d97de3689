using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Operators;

internal readonly struct Add<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => x + y;
}

internal readonly struct Subtract<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => x - y;
}

internal readonly struct Multiply<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => x * y;
}

/// <summary>Of floats.</summary>
internal readonly struct Divide<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => x / y;
}

internal readonly struct Minimum<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => V.Min(x, y);
}

internal readonly struct Maximum<T> : IBinaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y) where V : struct, ISimd<V, T> => V.Max(x, y);
}

/// <summary>The element itself, brought to its canonical form by the step.</summary>
internal readonly struct Copy<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => x;
}

internal readonly struct Negative<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => -x;
}

internal readonly struct Absolute<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => V.Abs(x);
}

internal readonly struct Square<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => x * x;
}

/// <summary>-1, 0 or 1; NaN stays, and -0.0 gives 0.0 as in NumPy.</summary>
internal readonly struct Sign<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x)
        where V : struct, ISimd<V, T>
    {
        V sign = V.Select(V.Less(x, V.Zero), -V.One, V.Select(V.Less(V.Zero, x), V.One, V.Zero));
        return V.Select(V.Equal(x, x), sign, x);
    }
}

/// <summary>Of floats.</summary>
internal readonly struct Reciprocal<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> => V.One / x;
}

/// <summary>
/// Of integers: 1/x truncated, so 0 but for 1, -1 and 0. NumPy converts the infinite 1/0 on x86-64 to the least
/// integer, and so do we.
/// </summary>
internal readonly unsafe struct IntegerReciprocal<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x)
        where V : struct, ISimd<V, T>
    {
        V isUnit = V.Equal(V.Abs(x), V.One);
        V least = V.ShiftLeft(V.One, (sizeof(T) * 8) - 1);
        return V.Select(isUnit, x, V.Select(V.Equal(x, V.Zero), least, V.Zero));
    }
}

internal readonly struct Degrees<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> =>
        x * V.Create(typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(180f / MathF.PI)
            : Unsafe.BitCast<double, T>(180 / Math.PI));
}

internal readonly struct Radians<T> : IUnaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimd<V, T> =>
        x * V.Create(typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(MathF.PI / 180f)
            : Unsafe.BitCast<double, T>(Math.PI / 180));
}
