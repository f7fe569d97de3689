using System.Numerics;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>The reference itself, held to an arithmetic of 256 bits and to numbers made elsewhere.</summary>
public class ReferenceTests
{
    private const int Count = 2_000;

    // 2^-85 of the result.
    private const int Bits = 85;

    public static TheoryData<Function> Functions => [.. ReferenceMath.Functions];

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_reference_is_good_to_85_bits(Function function)
    {
        foreach ((double x, double y) in Points.Of(function, Count))
        {
            Exact reference = ReferenceMath.Of(function, x, y);

            // What overflows or vanishes by far is only known to do so. Big floats have no zero below 0.
            if (x == 0 || Math.Abs(reference.Exponent) > 1500) continue;
            BigFloat exact = BigMath.Of(function, x, y);
            BigFloat error = Value(reference) - exact;
            if (error.IsZero) continue;
            error.Magnitude.ShouldBeLessThan(exact.Magnitude - Bits, $"{function}({x:R}, {y:R})");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_reference_meets_the_goldens(Function function)
    {
        foreach ((double x, double y, double expected) in Goldens.Of(function))
        {
            if (!double.IsFinite(x) || !double.IsFinite(y) || double.IsNaN(expected)) continue;
            ReferenceMath.Of(function, x, y).UnitsFrom(expected)
                .ShouldBeLessThanOrEqualTo(0.5, $"{function}({x:R}, {y:R}) = {expected:R}");
        }
    }

    [Fact]
    public void The_bits_of_two_over_pi_are_right()
    {
        const int Bits = 1280;
        BigFloat pi = BigMath.Pi;
        ReferenceMath.TwoOverPi.ShouldBe((BigInteger.One << (Bits + 1 - pi.Exponent)) / pi.Significand);
    }

    [Fact]
    public void Errors_are_counted_in_units_of_the_exact_result()
    {
        Exact third = (DoubleDouble)1 / 3;
        third.UnitsFrom(1.0 / 3).ShouldBe(1.0 / 3, 1e-9);
        third.UnitsFrom(Math.BitIncrement(1.0 / 3)).ShouldBe(2.0 / 3, 1e-9);
        new Exact(1, -1074).UnitsFrom(0.0).ShouldBe(1);
        new Exact(1, -1075).UnitsFrom(double.Epsilon).ShouldBe(0.5);
        new Exact(1, 1024).UnitsFrom(double.PositiveInfinity).ShouldBe(0);
        new Exact(1.5, 1023).UnitsFrom(double.PositiveInfinity).ShouldBe(Math.ScaleB(1, 51));
        new Exact(1, 1024).UnitsFrom(double.NegativeInfinity).ShouldBeGreaterThan(1e15);
        new Exact(new DoubleDouble(1, -Math.ScaleB(1, -60))).UnitsFrom(1.0).ShouldBe(Math.ScaleB(1, -7));
        new Exact(1).UnitsFrom(double.NaN).ShouldBe(double.PositiveInfinity);
        third.UnitsFrom(1f / 3).ShouldBe(1.0 / 3, 1e-6);
    }

    private static BigFloat Value(Exact exact) =>
        ((BigFloat)exact.Value.High + exact.Value.Low).Scale(exact.Exponent);
}
