using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Kernels.Simd;

/// <summary>
/// Lookups with vectors of 256 bits. A gathering load takes several times as long as these permutations of
/// the table's quarters and choices among them.
/// </summary>
internal static class TableLookup
{
    // The bits of an index that choose among halves and quarters, as distances to the sign bit.
    private const int HalfToSign = 60;
    private const int QuarterToSign = 61;

    // Gives each 32-bit half of a lane the lane's lower half.
    private const byte LowerHalves = 0b10_10_00_00;

    /// <summary>The elements at the lowest four bits of each index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Find<TTable>(Vector256<long> index)
        where TTable : struct, ITableOf16 =>
        Avx512F.IsSupported ? FromWhole<TTable>(index)
        : Avx2.IsSupported ? FromQuarters<TTable>(index)
        : LaneByLane<TTable>(index);

    // In the lower half of a register of 512 bits; the upper half is of no use.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FromWhole<TTable>(Vector256<long> index)
        where TTable : struct, ITableOf16 =>
        Avx512F.PermuteVar8x64x2(TTable.First, index.ToVector512Unsafe(), TTable.Second).GetLower();

    // A permutation of 64-bit elements needs a constant order, one of 32-bit elements does not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FromQuarters<TTable>(Vector256<long> index)
        where TTable : struct, ITableOf16
    {
        Vector256<int> twice = Avx2.ShiftLeftLogical(Avx2.Shuffle(index.AsInt32(), LowerHalves), 1);
        Vector256<int> places = twice + Vector256.Create(0, 1, 0, 1, 0, 1, 0, 1);
        Vector256<double> first = Choose(
            Permute(TTable.First.GetLower(), places),
            Permute(TTable.First.GetUpper(), places),
            index,
            QuarterToSign);
        Vector256<double> second = Choose(
            Permute(TTable.Second.GetLower(), places),
            Permute(TTable.Second.GetUpper(), places),
            index,
            QuarterToSign);
        return Choose(first, second, index, HalfToSign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Permute(Vector256<double> quarter, Vector256<int> places) =>
        Avx2.PermuteVar8x32(quarter.AsSingle(), places).AsDouble();

    // The second where the bit that is moved to the sign's place is set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Choose(
        Vector256<double> first, Vector256<double> second, Vector256<long> index, int toSign) =>
        Avx.BlendVariable(first, second, (index << toSign).AsDouble());

    private static Vector256<double> LaneByLane<TTable>(Vector256<long> index)
        where TTable : struct, ITableOf16
    {
        Vector256<double> result = default;
        for (int lane = 0; lane < Vector256<long>.Count; lane++)
        {
            int place = (int)index[lane] & ((2 * Vector512<double>.Count) - 1);
            double element = place < Vector512<double>.Count
                ? TTable.First[place]
                : TTable.Second[place - Vector512<double>.Count];
            result = result.WithElement(lane, element);
        }

        return result;
    }
}
