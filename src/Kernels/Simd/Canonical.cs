using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Simd;

/// <summary>
/// The one representation of each value in results: every NaN is the positive quiet NaN without payload,
/// every true is 1. Each step passes its results through here, so that bits never depend on the order of
/// arguments, the instruction chosen or the payloads that came in. It costs a comparison and a blend, which
/// unary operators save that are <see cref="ICanonicalResults"/>.
/// </summary>
internal static class Canonical
{
    public const ulong NotANumber64 = 0x7FF8_0000_0000_0000;
    public const uint NotANumber32 = 0x7FC0_0000;

    /// <summary>The canonical form of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<T, TVector>(TVector value)
        where T : unmanaged
        where TVector : struct, ISimd<TVector, T>
    {
        if (typeof(T) == typeof(double))
        {
            T nan = Unsafe.BitCast<double, T>(BitConverter.UInt64BitsToDouble(NotANumber64));
            return TVector.SelectEqual(value, value, value, TVector.Create(nan));
        }

        if (typeof(T) == typeof(float))
        {
            T nan = Unsafe.BitCast<float, T>(BitConverter.UInt32BitsToSingle(NotANumber32));
            return TVector.SelectEqual(value, value, value, TVector.Create(nan));
        }

        return typeof(T) == typeof(byte) ? TVector.Min(value, TVector.One) : value;
    }

    /// <summary>The canonical form of one element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double) && double.IsNaN(Unsafe.BitCast<T, double>(value)))
        {
            return Unsafe.BitCast<ulong, T>(NotANumber64);
        }

        if (typeof(T) == typeof(float) && float.IsNaN(Unsafe.BitCast<T, float>(value)))
        {
            return Unsafe.BitCast<uint, T>(NotANumber32);
        }

        return value;
    }
}
