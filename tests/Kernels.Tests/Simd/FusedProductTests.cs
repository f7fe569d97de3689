using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Simd;

/// <summary>Operations of vectors that have a test of their own, on both widths.</summary>
public unsafe class FusedProductTests
{
    private const double Third = 1.0 / 3;

    [Fact]
    public void Products_with_a_sign_are_rounded_once()
    {
        Check<Simd512<double>>();
        Check<Simd256<double>>();

        static void Check<TVector>()
            where TVector : struct, ISimd<TVector, double>
        {
            TVector third = TVector.Create(Third);
            TVector square = third * third;
            double lost = Math.FusedMultiplyAdd(Third, Third, -(Third * Third));
            lost.ShouldNotBe(0);
            Lanes(TVector.MultiplySubtract(third, third, square)).ShouldAllBe(lane => lane == lost);
            Lanes(TVector.MultiplyAddNegated(third, third, square)).ShouldAllBe(lane => lane == -lost);
        }
    }

    [Fact]
    public void A_gather_reads_the_element_that_each_lane_names()
    {
        Check<Simd512<double>>();
        Check<Simd256<double>>();

        static void Check<TVector>()
            where TVector : struct, ISimd<TVector, double>
        {
            double[] table = [.. Enumerable.Range(0, 40).Select(place => place * 1.5)];
            double[] places = [.. Enumerable.Range(0, TVector.Count).Select(
                lane => BitConverter.Int64BitsToDouble(39 - (5 * lane)))];
            fixed (double* elements = table, indexes = places)
            {
                Lanes(TVector.Gather(elements, TVector.Load(indexes))).ShouldBe(
                    Enumerable.Range(0, TVector.Count).Select(lane => table[39 - (5 * lane)]));
            }
        }
    }

    private static double[] Lanes<TVector>(TVector vector)
        where TVector : struct, ISimd<TVector, double>
    {
        var lanes = new double[TVector.Count];
        fixed (double* target = lanes) TVector.Store(target, vector);
        return lanes;
    }
}
