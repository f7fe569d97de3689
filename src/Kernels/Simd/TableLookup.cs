using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Kernels.Simd;

/// <summary>
/// Lookups with vectors of 256 bits, by loads of single rows, two or four columns at a time. A gathering load
/// brings one column; permutations of a table in registers take more instructions.
/// </summary>
internal static unsafe class TableLookup
{
    // Within 128 bits, puts the lower halves of both 64-bit lanes side by side.
    private const byte LowerHalves = 0b10_00;

    // For indices below 2^32, two of which are in a register.
    private const ulong All = ~0UL;
    private const ulong InTableOf16 = 0x0000_000F_0000_000F;

    /// <summary>The elements of a table at each index, which is below 2^29.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Find(double* table, Vector256<long> index)
    {
        (ulong lower, ulong upper) = Offsets(index, All, sizeof(double));
        byte* first = (byte*)table;
        return Vector256.Create(
            LoadTwo(first + (uint)lower, first + (lower >> 32)),
            LoadTwo(first + (uint)upper, first + (upper >> 32)));
    }

    /// <summary>The rows of two of a table at the lowest four bits of each index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FindPairs(
        double* rows, Vector256<long> index, out Vector256<double> second)
    {
        (ulong lower, ulong upper) = Offsets(index, InTableOf16, 2 * sizeof(double));
        return LoadTwoColumns((byte*)rows, lower, upper, out second);
    }

    /// <summary>The rows of four, of which three are of use, at the lowest four bits of each index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FindTriples(
        double* rows, Vector256<long> index, out Vector256<double> second, out Vector256<double> third)
    {
        (ulong lower, ulong upper) = Offsets(index, InTableOf16, 4 * sizeof(double));
        third = LoadTwoColumns((byte*)(rows + 2), lower, upper, out _);
        return LoadTwoColumns((byte*)rows, lower, upper, out second);
    }

    // The places of four rows of so many bytes, two in a register: moving them from vectors is what costs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Lower, ulong Upper) Offsets(Vector256<long> index, ulong mask, ulong size)
    {
        Vector256<ulong> packed = Avx2.IsSupported
            ? Avx2.Shuffle(index.AsInt32(), LowerHalves).AsUInt64()
            : Vector256.Shuffle(index.AsInt32(), Vector256.Create(0, 2, 0, 2, 4, 6, 4, 6)).AsUInt64();
        return ((packed.ToScalar() & mask) * size, (packed.GetUpper().ToScalar() & mask) * size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LoadTwoColumns(
        byte* first, ulong lower, ulong upper, out Vector256<double> second)
    {
        Vector256<double> even = LoadRows(first + (uint)lower, first + (uint)upper);
        Vector256<double> odd = LoadRows(first + (lower >> 32), first + (upper >> 32));
        if (Avx.IsSupported)
        {
            second = Avx.UnpackHigh(even, odd);
            return Avx.UnpackLow(even, odd);
        }

        second = Vector256.Create(even[1], odd[1], even[3], odd[3]);
        return Vector256.Create(even[0], odd[0], even[2], odd[2]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> LoadTwo(byte* lower, byte* upper) => Sse2.IsSupported
        ? Sse2.LoadHigh(Vector128.CreateScalarUnsafe(*(double*)lower), (double*)upper)
        : Vector128.Create(*(double*)lower, *(double*)upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LoadRows(byte* lower, byte* upper) =>
        Vector256.Create(Vector128.Load((double*)lower), Vector128.Load((double*)upper));
}
