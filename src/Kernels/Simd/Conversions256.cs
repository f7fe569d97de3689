using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Simd;

/// <summary>
/// Conversions between element types into vectors of 256 bits. The types are constants to the compiler, so
/// each call becomes the one or two instructions of its pair.
/// </summary>
/// <remarks>
/// <see cref="Conversions512"/> is its twin, line by line: the runtime has no public type over which vectors
/// of both widths could be generic, and its widening and narrowing methods belong to a width. A change here
/// belongs there too.
/// </remarks>
internal static unsafe class Conversions256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<TSource, T>(TSource* source)
        where TSource : unmanaged
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return ToDouble(source).As<double, T>();
        if (typeof(T) == typeof(float)) return ToSingle(source).As<float, T>();
        if (typeof(T) == typeof(long)) return ToInt64(source).As<long, T>();
        return ToInt32(source).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadMask<T>(byte* source)
        where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            return (~Vector256.Equals(Vector256.Load(source), Vector256<byte>.Zero)).As<byte, T>();
        }

        if (sizeof(T) == 4)
        {
            Vector256<byte> bytes = Vector256.CreateScalar(*(ulong*)source).AsByte();
            Vector256<uint> lanes = Vector256.WidenLower(Vector256.WidenLower(bytes));
            return (~Vector256.Equals(lanes, Vector256<uint>.Zero)).As<uint, T>();
        }
        else
        {
            Vector256<byte> bytes = Vector256.CreateScalar(*(uint*)source).AsByte();
            Vector256<ulong> lanes = Vector256.WidenLower(Vector256.WidenLower(Vector256.WidenLower(bytes)));
            return (~Vector256.Equals(lanes, Vector256<ulong>.Zero)).As<ulong, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask<T>(byte* target, Vector256<T> mask)
        where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            (mask.AsByte() & Vector256<byte>.One).Store(target);
            return;
        }

        uint bits = mask.ExtractMostSignificantBits();
        *(uint*)target = MaskBytes.FromFourBits(bits);
        if (sizeof(T) == 4) *(uint*)(target + 4) = MaskBytes.FromFourBits(bits >> 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float)) return Widen((float*)source);
        if (typeof(TSource) == typeof(long)) return Vector256.ConvertToDouble(Vector256.Load((long*)source));
        if (typeof(TSource) == typeof(int)) return Vector256.ConvertToDouble(Widen((int*)source));
        return Vector256.Load((double*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToSingle<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(double))
        {
            return Vector256.Narrow(Vector256.Load((double*)source), Vector256.Load((double*)source + 4));
        }

        if (typeof(TSource) == typeof(int)) return Vector256.ConvertToSingle(Vector256.Load((int*)source));
        if (typeof(TSource) == typeof(long)) return RoundToSingle((long*)source);
        return Vector256.Load((float*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> ToInt64<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(double))
        {
            return Vector256.ConvertToInt64(Vector256.Load((double*)source));
        }

        if (typeof(TSource) == typeof(float)) return Vector256.ConvertToInt64(Widen((float*)source));
        if (typeof(TSource) == typeof(int)) return Widen((int*)source);
        return Vector256.Load((long*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> ToInt32<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(double))
        {
            return Vector256.NarrowWithSaturation(
                Vector256.ConvertToInt64(Vector256.Load((double*)source)),
                Vector256.ConvertToInt64(Vector256.Load((double*)source + 4)));
        }

        if (typeof(TSource) == typeof(float))
        {
            return Vector256.ConvertToInt32(Vector256.Load((float*)source));
        }

        if (typeof(TSource) == typeof(long))
        {
            return Vector256.Narrow(Vector256.Load((long*)source), Vector256.Load((long*)source + 4));
        }

        return Vector256.Load((int*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(float* source) =>
        Vector256.WidenLower(Vector128.Load(source).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Widen(int* source) =>
        Vector256.WidenLower(Vector128.Load(source).ToVector256Unsafe());

    // By way of float64 it would be rounded twice, so each lane is converted by itself.
    private static Vector256<float> RoundToSingle(long* source)
    {
        float* lanes = stackalloc float[8];
        for (int lane = 0; lane < 8; lane++) lanes[lane] = source[lane];
        return Vector256.Load(lanes);
    }
}
