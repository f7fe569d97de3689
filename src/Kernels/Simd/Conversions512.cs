using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Simd;

/// <summary>
/// Conversions between element types into vectors of 512 bits. The types are constants to the compiler, so
/// each call becomes the one or two instructions of its pair.
/// </summary>
/// <remarks>
/// <see cref="Conversions256"/> is its twin, line by line: the runtime has no public type over which vectors
/// of both widths could be generic, and its widening and narrowing methods belong to a width. A change here
/// belongs there too.
/// </remarks>
internal static unsafe class Conversions512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load<TSource, T>(TSource* source)
        where TSource : unmanaged
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return ToDouble(source).As<double, T>();
        if (typeof(T) == typeof(float)) return ToSingle(source).As<float, T>();
        if (typeof(T) == typeof(long)) return ToInt64(source).As<long, T>();
        return ToInt32(source).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadMask<T>(byte* source)
        where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            return (~Vector512.Equals(Vector512.Load(source), Vector512<byte>.Zero)).As<byte, T>();
        }

        if (sizeof(T) == 4)
        {
            Vector512<byte> bytes = Vector128.Load(source).ToVector256Unsafe().ToVector512Unsafe();
            Vector512<uint> lanes = Vector512.WidenLower(Vector512.WidenLower(bytes));
            return (~Vector512.Equals(lanes, Vector512<uint>.Zero)).As<uint, T>();
        }
        else
        {
            Vector512<byte> bytes = Vector512.CreateScalar(*(ulong*)source).AsByte();
            Vector512<ulong> lanes = Vector512.WidenLower(Vector512.WidenLower(Vector512.WidenLower(bytes)));
            return (~Vector512.Equals(lanes, Vector512<ulong>.Zero)).As<ulong, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask<T>(byte* target, Vector512<T> mask)
        where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            (mask.AsByte() & Vector512<byte>.One).Store(target);
            return;
        }

        ulong bits = mask.ExtractMostSignificantBits();
        *(ulong*)target = MaskBytes.FromEightBits(bits);
        if (sizeof(T) == 4) *(ulong*)(target + 8) = MaskBytes.FromEightBits(bits >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToDouble<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float)) return Widen((float*)source);
        if (typeof(TSource) == typeof(long)) return Vector512.ConvertToDouble(Vector512.Load((long*)source));
        if (typeof(TSource) == typeof(int)) return Vector512.ConvertToDouble(Widen((int*)source));
        return Vector512.Load((double*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ToSingle<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(double))
        {
            return Vector512.Narrow(Vector512.Load((double*)source), Vector512.Load((double*)source + 8));
        }

        if (typeof(TSource) == typeof(int)) return Vector512.ConvertToSingle(Vector512.Load((int*)source));
        if (typeof(TSource) == typeof(long)) return RoundToSingle((long*)source);
        return Vector512.Load((float*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> ToInt64<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(double))
        {
            return Vector512.ConvertToInt64(Vector512.Load((double*)source));
        }

        if (typeof(TSource) == typeof(float)) return Vector512.ConvertToInt64(Widen((float*)source));
        if (typeof(TSource) == typeof(int)) return Widen((int*)source);
        return Vector512.Load((long*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> ToInt32<TSource>(TSource* source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(double))
        {
            return Vector512.NarrowWithSaturation(
                Vector512.ConvertToInt64(Vector512.Load((double*)source)),
                Vector512.ConvertToInt64(Vector512.Load((double*)source + 8)));
        }

        if (typeof(TSource) == typeof(float))
        {
            return Vector512.ConvertToInt32(Vector512.Load((float*)source));
        }

        if (typeof(TSource) == typeof(long))
        {
            return Vector512.Narrow(Vector512.Load((long*)source), Vector512.Load((long*)source + 8));
        }

        return Vector512.Load((int*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(float* source) =>
        Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Widen(int* source) =>
        Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe());

    // By way of float64 it would be rounded twice, so each lane is converted by itself.
    private static Vector512<float> RoundToSingle(long* source)
    {
        float* lanes = stackalloc float[16];
        for (int lane = 0; lane < 16; lane++) lanes[lane] = source[lane];
        return Vector512.Load(lanes);
    }
}
