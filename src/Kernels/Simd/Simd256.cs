using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Kernels.Simd;

/// <summary>A vector of 256 bits. Without 256-bit registers it is correct, and slow.</summary>
/// <remarks>
/// Branches on <c>typeof(T)</c> and <c>sizeof(T)</c> are decided when the code is compiled.
/// </remarks>
internal readonly unsafe struct Simd256<T>(Vector256<T> value) : ISimd<Simd256<T>, T>
    where T : unmanaged
{
    // The places of a table of 32.
    private const long TableMask = 31;

    private readonly Vector256<T> value = value;

    /// <summary>The vector itself, for one of twice the width that is made of two.</summary>
    public Vector256<T> Value => value;

    // In the lower half of a register of 512 bits; the upper half is of no use.
    private Simd512<T> Widened
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(value.ToVector512Unsafe());
    }

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    public static Simd256<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Zero);
    }

    public static Simd256<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> LoadConverted<TSource>(TSource* source)
        where TSource : unmanaged => new(Conversions256.Load<TSource, T>(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> LoadMask(byte* source) => new(Conversions256.LoadMask<T>(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Simd256<T> value) => value.value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(T* target, Simd256<T> value) =>
        value.value.StoreAlignedNonTemporal(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(byte* target, Simd256<T> mask) =>
        Conversions256.StoreMask(target, mask.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator +(Simd256<T> left, Simd256<T> right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator -(Simd256<T> left, Simd256<T> right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator *(Simd256<T> left, Simd256<T> right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator /(Simd256<T> left, Simd256<T> right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator -(Simd256<T> value) => new(-value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator &(Simd256<T> left, Simd256<T> right) => new(left.value & right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator |(Simd256<T> left, Simd256<T> right) => new(left.value | right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator ^(Simd256<T> left, Simd256<T> right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator ~(Simd256<T> value) => new(~value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> MultiplyAdd(Simd256<T> left, Simd256<T> right, Simd256<T> addend) =>
        sizeof(T) == 8 ? FusedDouble(left, right, addend) : FusedSingle(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> MultiplySubtract(Simd256<T> left, Simd256<T> right, Simd256<T> subtrahend) =>
        Fma.IsSupported
            ? new(Fma.MultiplySubtract(
                left.value.AsDouble(), right.value.AsDouble(), subtrahend.value.AsDouble()).As<double, T>())
            : MultiplyAdd(left, right, -subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> MultiplyAddNegated(Simd256<T> left, Simd256<T> right, Simd256<T> addend) =>
        Fma.IsSupported
            ? new(Fma.MultiplyAddNegated(
                left.value.AsDouble(), right.value.AsDouble(), addend.value.AsDouble()).As<double, T>())
            : MultiplyAdd(-left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Equal(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.Equals(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Less(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> LessOrEqual(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.LessThanOrEqual(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Simd256<T> mask) => mask.value.AsUInt64() != Vector256<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Select(Simd256<T> mask, Simd256<T> whenTrue, Simd256<T> whenFalse) =>
        new(Vector256.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> SelectLess(
        Simd256<T> left, Simd256<T> right, Simd256<T> whenLess, Simd256<T> otherwise) =>
        new(Vector256.ConditionalSelect(
            Vector256.LessThan(left.value, right.value), whenLess.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> SelectEqual(
        Simd256<T> left, Simd256<T> right, Simd256<T> whenEqual, Simd256<T> otherwise) =>
        new(Vector256.ConditionalSelect(
            Vector256.Equals(left.value, right.value), whenEqual.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> SelectSign(Simd256<T> value, Simd256<T> whenSet, Simd256<T> otherwise) =>
        Avx.IsSupported
            ? new(Avx.BlendVariable(
                otherwise.value.AsDouble(), whenSet.value.AsDouble(), value.value.AsDouble()).As<double, T>())
            : new(Vector256.ConditionalSelect(
                Vector256.LessThan(value.value.AsInt64(), Vector256<long>.Zero).As<long, T>(),
                whenSet.value,
                otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Min(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.Min(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Max(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.Max(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Abs(Simd256<T> value) => new(Vector256.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Sqrt(Simd256<T> value) => new(Vector256.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Floor(Simd256<T> value) =>
        typeof(T) == typeof(double) ? new(Vector256.Floor(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector256.Floor(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Ceiling(Simd256<T> value) =>
        typeof(T) == typeof(double) ? new(Vector256.Ceiling(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector256.Ceiling(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Truncate(Simd256<T> value) =>
        typeof(T) == typeof(double) ? new(Vector256.Truncate(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector256.Truncate(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Round(Simd256<T> value) =>
        typeof(T) == typeof(double) ? new(Vector256.Round(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector256.Round(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> ShiftLeft(Simd256<T> value, int bits) =>
        sizeof(T) == 8 ? new((value.value.AsUInt64() << bits).As<ulong, T>())
        : sizeof(T) == 4 ? new((value.value.AsUInt32() << bits).As<uint, T>())
        : new((value.value.AsByte() << bits).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> ShiftRight(Simd256<T> value, int bits) =>
        sizeof(T) == 8 ? new((value.value.AsUInt64() >>> bits).As<ulong, T>())
        : sizeof(T) == 4 ? new((value.value.AsUInt32() >>> bits).As<uint, T>())
        : new((value.value.AsByte() >>> bits).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> AddBits(Simd256<T> left, Simd256<T> right) =>
        sizeof(T) == 8 ? new((left.value.AsUInt64() + right.value.AsUInt64()).As<ulong, T>())
        : sizeof(T) == 4 ? new((left.value.AsUInt32() + right.value.AsUInt32()).As<uint, T>())
        : new((left.value.AsByte() + right.value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> SubtractBits(Simd256<T> left, Simd256<T> right) =>
        sizeof(T) == 8 ? new((left.value.AsUInt64() - right.value.AsUInt64()).As<ulong, T>())
        : sizeof(T) == 4 ? new((left.value.AsUInt32() - right.value.AsUInt32()).As<uint, T>())
        : new((left.value.AsByte() - right.value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> LookupIn32(T* table, Simd256<T> index) => Avx512F.IsSupported
        ? Simd512<T>.LookupIn32(table, index.Widened).Lower
        : Gather(table, new((index.value.AsInt64() & Vector256.Create(TableMask)).As<long, T>()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Gather(T* table, Simd256<T> index) =>
        new(TableLookup.Find((double*)table, index.value.AsInt64()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> LookupPairs<TPairs, TFirst, TSecond>(Simd256<T> index, out Simd256<T> second)
        where TPairs : struct, IPairsOf16<TFirst, TSecond>
        where TFirst : struct, ITableOf16
        where TSecond : struct, ITableOf16
    {
        Vector256<double> found = TableLookup.FindPairs(
            Tables.Pointer(TPairs.Rows), index.value.AsInt64(), out Vector256<double> foundSecond);
        second = new(foundSecond.As<double, T>());
        return new(found.As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> LookupTriples<TTriples, TFirst, TSecond, TThird>(
        Simd256<T> index, out Simd256<T> second, out Simd256<T> third)
        where TTriples : struct, ITriplesOf16<TFirst, TSecond, TThird>
        where TFirst : struct, ITableOf16
        where TSecond : struct, ITableOf16
        where TThird : struct, ITableOf16
    {
        Vector256<double> found = TableLookup.FindTriples(
            Tables.Pointer(TTriples.Rows),
            index.value.AsInt64(),
            out Vector256<double> foundSecond,
            out Vector256<double> foundThird);
        second = new(foundSecond.As<double, T>());
        third = new(foundThird.As<double, T>());
        return new(found.As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllLess(Simd256<T> left, Simd256<T> right) =>
        Vector256.LessThan(left.value, right.value).ExtractMostSignificantBits()
            == (1u << Vector256<T>.Count) - 1;

    // Small methods of their own: the compiler's budget for inlining counts branches that it then drops.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd256<T> FusedDouble(Simd256<T> left, Simd256<T> right, Simd256<T> addend) =>
        new(Vector256.FusedMultiplyAdd(
            left.value.AsDouble(), right.value.AsDouble(), addend.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd256<T> FusedSingle(Simd256<T> left, Simd256<T> right, Simd256<T> addend) =>
        new(Vector256.FusedMultiplyAdd(
            left.value.AsSingle(), right.value.AsSingle(), addend.value.AsSingle()).As<float, T>());
}
