using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Lookups in tables of 32.</summary>
public class LongTableTests
{
    private static ReadOnlySpan<double> Halves =>
    [
        0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5,
        16.5, 17.5, 18.5, 19.5, 20.5, 21.5, 22.5, 23.5, 24.5, 25.5, 26.5, 27.5, 28.5, 29.5, 30.5, 31.5,
    ];

    [Theory]
    [InlineData(0UL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFE0UL)]
    [InlineData(0x4123_4567_89AB_CDE0UL)]
    public void A_lookup_heeds_the_lowest_five_bits_of_the_index_only(ulong upperBits)
    {
        ulong[] integers = [.. Enumerable.Range(0, 32).Select(index => upperBits | (uint)index)];
        double[] indices = [.. integers.Select(BitConverter.UInt64BitsToDouble)];
        OperatorRunner.Run<LookUp>(indices).ShouldBe(Halves.ToArray());
    }

    private readonly unsafe struct LookUp : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> => TVector.LookupIn32(Tables.Pointer(Halves), x);
    }
}
