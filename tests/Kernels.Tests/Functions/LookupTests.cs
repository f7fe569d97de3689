using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Lookups in tables of 16 that are part of the code, and in one of 32 in memory.</summary>
public class LookupTests
{
    private static ReadOnlySpan<double> LongTable =>
    [
        0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5,
        16.5, 17.5, 18.5, 19.5, 20.5, 21.5, 22.5, 23.5, 24.5, 25.5, 26.5, 27.5, 28.5, 29.5, 30.5, 31.5,
    ];

    [Theory]
    [InlineData(0UL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFF0UL)]
    [InlineData(0x4123_4567_89AB_CDE0UL)]
    public void A_lookup_heeds_the_lowest_four_bits_of_the_index_only(ulong upperBits)
    {
        double[] indices = Indices(16, upperBits);
        double[] places = [.. Enumerable.Range(0, 16)];
        BothWidths.Run<FirstOfTwo>(indices).ShouldBe(places.Select(place => place));
        BothWidths.Run<SecondOfTwo>(indices).ShouldBe(places.Select(place => place + 100));
        BothWidths.Run<FirstOfThree>(indices).ShouldBe(places.Select(place => place));
        BothWidths.Run<SecondOfThree>(indices).ShouldBe(places.Select(place => place + 100));
        BothWidths.Run<ThirdOfThree>(indices).ShouldBe(places.Select(place => place + 200));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFE0UL)]
    [InlineData(0x4123_4567_89AB_CDE0UL)]
    public void A_lookup_in_32_heeds_the_lowest_five_bits_of_the_index_only(ulong upperBits) =>
        BothWidths.Run<InLongTable>(Indices(32, upperBits)).ShouldBe(LongTable.ToArray());

    private static double[] Indices(int count, ulong upperBits)
    {
        ulong[] integers = [.. Enumerable.Range(0, count).Select(index => upperBits | (uint)index)];
        return [.. integers.Select(BitConverter.UInt64BitsToDouble)];
    }

    private readonly struct FirstOfTwo : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> =>
            TVector.LookupPairs<Pairs, From0, From100>(x, out _);
    }

    private readonly struct SecondOfTwo : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double>
        {
            TVector.LookupPairs<Pairs, From0, From100>(x, out TVector second);
            return second;
        }
    }

    private readonly struct FirstOfThree : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> =>
            TVector.LookupTriples<Triples, From0, From100, From200>(x, out _, out _);
    }

    private readonly struct SecondOfThree : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double>
        {
            TVector.LookupTriples<Triples, From0, From100, From200>(x, out TVector second, out _);
            return second;
        }
    }

    private readonly struct ThirdOfThree : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double>
        {
            TVector.LookupTriples<Triples, From0, From100, From200>(x, out _, out TVector third);
            return third;
        }
    }

    private readonly unsafe struct InLongTable : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> =>
            TVector.LookupIn32(Tables.Pointer(LongTable), x);
    }

    private readonly struct From0 : ITableOf16
    {
        public static Vector512<double> First => Vector512.CreateSequence(0.0, 1);

        public static Vector512<double> Second => Vector512.CreateSequence(8.0, 1);
    }

    private readonly struct From100 : ITableOf16
    {
        public static Vector512<double> First => Vector512.CreateSequence(100.0, 1);

        public static Vector512<double> Second => Vector512.CreateSequence(108.0, 1);
    }

    private readonly struct From200 : ITableOf16
    {
        public static Vector512<double> First => Vector512.CreateSequence(200.0, 1);

        public static Vector512<double> Second => Vector512.CreateSequence(208.0, 1);
    }

    private readonly struct Pairs : IPairsOf16<From0, From100>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            0, 100, 1, 101, 2, 102, 3, 103, 4, 104, 5, 105, 6, 106, 7, 107,
            8, 108, 9, 109, 10, 110, 11, 111, 12, 112, 13, 113, 14, 114, 15, 115,
        ];
    }

    private readonly struct Triples : ITriplesOf16<From0, From100, From200>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            0, 100, 200, 0, 1, 101, 201, 0, 2, 102, 202, 0, 3, 103, 203, 0,
            4, 104, 204, 0, 5, 105, 205, 0, 6, 106, 206, 0, 7, 107, 207, 0,
            8, 108, 208, 0, 9, 109, 209, 0, 10, 110, 210, 0, 11, 111, 211, 0,
            12, 112, 212, 0, 13, 113, 213, 0, 14, 114, 214, 0, 15, 115, 215, 0,
        ];
    }
}
