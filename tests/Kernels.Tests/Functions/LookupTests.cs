using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Lookups in tables that are part of the code.</summary>
public unsafe class LookupTests
{
    [Theory]
    [InlineData(0UL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFF0UL)]
    [InlineData(0x4123_4567_89AB_CDE0UL)]
    public void A_lookup_heeds_the_lowest_four_bits_of_the_index_only(ulong upperBits)
    {
        double[] indices = new double[16];
        for (uint index = 0; index < indices.Length; index++)
        {
            indices[index] = BitConverter.UInt64BitsToDouble(upperBits | index);
        }

        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            double[] found = new double[indices.Length];
            fixed (double* source = indices, target = found)
            {
                void* first = source;
                KernelFactory.Unary<double, LookUp>(width, 1).Run(&first, target, found.Length).ShouldBe(-1);
            }

            found.ShouldBe(Enumerable.Range(0, 16).Select(index => index + 0.5), $"{width}");
        }
    }

    private readonly struct LookUp : IUnaryOperator<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> => TVector.Lookup<Halves>(x);
    }

    private readonly struct Halves : ITableOf16
    {
        public static Vector512<double> First => Vector512.Create(0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5);

        public static Vector512<double> Second =>
            Vector512.Create(8.5, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5);
    }
}
