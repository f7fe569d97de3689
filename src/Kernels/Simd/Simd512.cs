using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Kernels.Simd;

/// <summary>A vector of 512 bits. Without 512-bit registers it is correct, and slow.</summary>
/// <remarks>
/// Branches on <c>typeof(T)</c> and <c>sizeof(T)</c> are decided when the code is compiled.
/// </remarks>
internal readonly unsafe struct Simd512<T>(Vector512<T> value) : ISimd<Simd512<T>, T>
    where T : unmanaged
{
    // The places of a table of 32, and where its second half begins.
    private const long TableMask = 31;
    private const long UpperHalf = 16;

    private readonly Vector512<T> value = value;

    /// <summary>The first half of the lanes.</summary>
    public Simd256<T> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(value.GetLower());
    }

    /// <summary>The upper half.</summary>
    public Simd256<T> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(value.GetUpper());
    }

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    public static Simd512<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Zero);
    }

    public static Simd512<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Create(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> LoadConverted<TSource>(TSource* source)
        where TSource : unmanaged => new(Conversions512.Load<TSource, T>(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> LoadMask(byte* source) => new(Conversions512.LoadMask<T>(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Simd512<T> value) => value.value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(T* target, Simd512<T> value) =>
        value.value.StoreAlignedNonTemporal(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(byte* target, Simd512<T> mask) =>
        Conversions512.StoreMask(target, mask.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator +(Simd512<T> left, Simd512<T> right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator -(Simd512<T> left, Simd512<T> right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator *(Simd512<T> left, Simd512<T> right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator /(Simd512<T> left, Simd512<T> right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator -(Simd512<T> value) => new(-value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator &(Simd512<T> left, Simd512<T> right) => new(left.value & right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator |(Simd512<T> left, Simd512<T> right) => new(left.value | right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator ^(Simd512<T> left, Simd512<T> right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator ~(Simd512<T> value) => new(~value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> MultiplyAdd(Simd512<T> left, Simd512<T> right, Simd512<T> addend) =>
        sizeof(T) == 8 ? FusedDouble(left, right, addend) : FusedSingle(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> MultiplySubtract(Simd512<T> left, Simd512<T> right, Simd512<T> subtrahend) =>
        Avx512F.IsSupported
            ? new(Avx512F.FusedMultiplySubtract(
                left.value.AsDouble(), right.value.AsDouble(), subtrahend.value.AsDouble()).As<double, T>())
            : MultiplyAdd(left, right, -subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> MultiplyAddNegated(Simd512<T> left, Simd512<T> right, Simd512<T> addend) =>
        Avx512F.IsSupported
            ? new(Avx512F.FusedMultiplyAddNegated(
                left.value.AsDouble(), right.value.AsDouble(), addend.value.AsDouble()).As<double, T>())
            : MultiplyAdd(-left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Equal(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.Equals(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Less(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> LessOrEqual(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.LessThanOrEqual(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Simd512<T> mask) => mask.value.AsUInt64() != Vector512<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Select(Simd512<T> mask, Simd512<T> whenTrue, Simd512<T> whenFalse) =>
        new(Vector512.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> SelectLess(
        Simd512<T> left, Simd512<T> right, Simd512<T> whenLess, Simd512<T> otherwise) =>
        new(Vector512.ConditionalSelect(
            Vector512.LessThan(left.value, right.value), whenLess.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> SelectEqual(
        Simd512<T> left, Simd512<T> right, Simd512<T> whenEqual, Simd512<T> otherwise) =>
        new(Vector512.ConditionalSelect(
            Vector512.Equals(left.value, right.value), whenEqual.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> SelectSign(Simd512<T> value, Simd512<T> whenSet, Simd512<T> otherwise) =>
        new(Vector512.ConditionalSelect(
            Vector512.LessThan(value.value.AsInt64(), Vector512<long>.Zero).As<long, T>(),
            whenSet.value,
            otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Min(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.Min(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Max(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.Max(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Abs(Simd512<T> value) => new(Vector512.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Sqrt(Simd512<T> value) => new(Vector512.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Floor(Simd512<T> value) =>
        typeof(T) == typeof(double) ? new(Vector512.Floor(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector512.Floor(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Ceiling(Simd512<T> value) =>
        typeof(T) == typeof(double) ? new(Vector512.Ceiling(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector512.Ceiling(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Truncate(Simd512<T> value) =>
        typeof(T) == typeof(double) ? new(Vector512.Truncate(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector512.Truncate(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Round(Simd512<T> value) =>
        typeof(T) == typeof(double) ? new(Vector512.Round(value.value.AsDouble()).As<double, T>())
        : typeof(T) == typeof(float) ? new(Vector512.Round(value.value.AsSingle()).As<float, T>())
        : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> ShiftLeft(Simd512<T> value, int bits) =>
        sizeof(T) == 8 ? new((value.value.AsUInt64() << bits).As<ulong, T>())
        : sizeof(T) == 4 ? new((value.value.AsUInt32() << bits).As<uint, T>())
        : new((value.value.AsByte() << bits).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> ShiftRight(Simd512<T> value, int bits) =>
        sizeof(T) == 8 ? new((value.value.AsUInt64() >>> bits).As<ulong, T>())
        : sizeof(T) == 4 ? new((value.value.AsUInt32() >>> bits).As<uint, T>())
        : new((value.value.AsByte() >>> bits).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> AddBits(Simd512<T> left, Simd512<T> right) =>
        sizeof(T) == 8 ? new((left.value.AsUInt64() + right.value.AsUInt64()).As<ulong, T>())
        : sizeof(T) == 4 ? new((left.value.AsUInt32() + right.value.AsUInt32()).As<uint, T>())
        : new((left.value.AsByte() + right.value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> SubtractBits(Simd512<T> left, Simd512<T> right) =>
        sizeof(T) == 8 ? new((left.value.AsUInt64() - right.value.AsUInt64()).As<ulong, T>())
        : sizeof(T) == 4 ? new((left.value.AsUInt32() - right.value.AsUInt32()).As<uint, T>())
        : new((left.value.AsByte() - right.value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> LookupIn32(T* table, Simd512<T> index)
    {
        Vector512<long> places = index.value.AsInt64();
        if (!Avx512F.IsSupported)
        {
            return Gather(table, new((places & Vector512.Create(TableMask)).As<long, T>()));
        }

        Vector512<double> lower = LookUp16((double*)table, places);
        Vector512<double> upper = LookUp16((double*)table + UpperHalf, places);
        Vector512<long> half = places & Vector512.Create(UpperHalf);
        return new(Vector512.ConditionalSelect(
            Vector512.Equals(half, Vector512<long>.Zero).AsDouble(), lower, upper).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Gather(T* table, Simd512<T> index) =>
        Join(Simd256<T>.Gather(table, index.Lower), Simd256<T>.Gather(table, index.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> LookupPairs<TPairs, TFirst, TSecond>(Simd512<T> index, out Simd512<T> second)
        where TPairs : struct, IPairsOf16<TFirst, TSecond>
        where TFirst : struct, ITableOf16
        where TSecond : struct, ITableOf16
    {
        if (Avx512F.IsSupported)
        {
            second = Lookup<TSecond>(index);
            return Lookup<TFirst>(index);
        }

        Simd256<T> lower = Simd256<T>.LookupPairs<TPairs, TFirst, TSecond>(
            index.Lower, out Simd256<T> lowerSecond);
        Simd256<T> upper = Simd256<T>.LookupPairs<TPairs, TFirst, TSecond>(
            index.Upper, out Simd256<T> upperSecond);
        second = Join(lowerSecond, upperSecond);
        return Join(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> LookupTriples<TTriples, TFirst, TSecond, TThird>(
        Simd512<T> index, out Simd512<T> second, out Simd512<T> third)
        where TTriples : struct, ITriplesOf16<TFirst, TSecond, TThird>
        where TFirst : struct, ITableOf16
        where TSecond : struct, ITableOf16
        where TThird : struct, ITableOf16
    {
        if (Avx512F.IsSupported)
        {
            second = Lookup<TSecond>(index);
            third = Lookup<TThird>(index);
            return Lookup<TFirst>(index);
        }

        Simd256<T> lower = Simd256<T>.LookupTriples<TTriples, TFirst, TSecond, TThird>(
            index.Lower, out Simd256<T> lowerSecond, out Simd256<T> lowerThird);
        Simd256<T> upper = Simd256<T>.LookupTriples<TTriples, TFirst, TSecond, TThird>(
            index.Upper, out Simd256<T> upperSecond, out Simd256<T> upperThird);
        second = Join(lowerSecond, upperSecond);
        third = Join(lowerThird, upperThird);
        return Join(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllLess(Simd512<T> left, Simd512<T> right) =>
        Vector512.LessThanAll(left.value, right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512<T> Lookup<TTable>(Simd512<T> index)
        where TTable : struct, ITableOf16 =>
        new(Avx512F.PermuteVar8x64x2(
            TTable.First, index.value.AsInt64(), TTable.Second).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512<T> Join(Simd256<T> lower, Simd256<T> upper) =>
        new(Vector512.Create(lower.Value, upper.Value));

    // Small methods of their own: the compiler's budget for inlining counts branches that it then drops.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512<T> FusedDouble(Simd512<T> left, Simd512<T> right, Simd512<T> addend) =>
        new(Vector512.FusedMultiplyAdd(
            left.value.AsDouble(), right.value.AsDouble(), addend.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512<T> FusedSingle(Simd512<T> left, Simd512<T> right, Simd512<T> addend) =>
        new(Vector512.FusedMultiplyAdd(
            left.value.AsSingle(), right.value.AsSingle(), addend.value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LookUp16(double* table, Vector512<long> places) =>
        Avx512F.PermuteVar8x64x2(
            Vector512.Load(table), places, Vector512.Load(table + Vector512<double>.Count));
}
