using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Reductions;

/// <summary>How eight elements become eight lanes of the type in which a reduction accumulates.</summary>
/// <typeparam name="TLane">double or long.</typeparam>
internal unsafe interface ILaneLoad<TLane>
    where TLane : unmanaged
{
    /// <summary>The size of an element, in bytes.</summary>
    static abstract int ElementSize { get; }

    /// <summary>
    /// Loads and converts eight elements; the conversion rounds to nearest even where it must.
    /// </summary>
    static abstract Vector512<TLane> Load(byte* elements);
}

/// <summary>float64 as it is.</summary>
internal readonly unsafe struct LoadFloat64 : ILaneLoad<double>
{
    public static int ElementSize => sizeof(double);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(byte* elements) => Vector512.Load((double*)elements);
}

/// <summary>float32 widened to float64.</summary>
internal readonly unsafe struct LoadFloat32 : ILaneLoad<double>
{
    public static int ElementSize => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(byte* elements) =>
        Vector512.WidenLower(Vector256.Load((float*)elements).ToVector512Unsafe());
}

/// <summary>int64 as it is.</summary>
internal readonly unsafe struct LoadInt64 : ILaneLoad<long>
{
    public static int ElementSize => sizeof(long);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Load(byte* elements) => Vector512.Load((long*)elements);
}

/// <summary>int32 widened to int64.</summary>
internal readonly unsafe struct LoadInt32 : ILaneLoad<long>
{
    public static int ElementSize => sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Load(byte* elements) =>
        Vector512.WidenLower(Vector256.Load((int*)elements).ToVector512Unsafe());
}

/// <summary>bool as 0 or 1; any byte but 0 is true.</summary>
internal readonly unsafe struct LoadBool : ILaneLoad<long>
{
    public static int ElementSize => sizeof(byte);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Load(byte* elements)
    {
        Vector128<byte> bytes = Vector128.CreateScalar(*(ulong*)elements).AsByte();
        Vector128<byte> truth = Vector128.Min(bytes, Vector128<byte>.One);
        Vector256<uint> wide = Vector256.WidenLower(Vector128.WidenLower(truth).ToVector256Unsafe());
        return Vector512.WidenLower(wide.ToVector512Unsafe()).AsInt64();
    }
}

/// <summary>An integer load converted to float64.</summary>
/// <typeparam name="TLoad">The integer load.</typeparam>
internal readonly unsafe struct LoadAsFloat64<TLoad> : ILaneLoad<double>
    where TLoad : ILaneLoad<long>
{
    public static int ElementSize => TLoad.ElementSize;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(byte* elements) => Vector512.ConvertToDouble(TLoad.Load(elements));
}
