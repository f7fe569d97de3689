using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Functions.Trigonometry;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>
/// Functions of angles and their inverses where the ways through their code part: special values, large
/// angles, borders. Results are those of C99, annex F, or the exact ones rounded.
/// </summary>
public class TrigonometryTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double Half = Math.PI / 2;
    private const double Least = double.Epsilon;
    private const double Greatest = double.MaxValue;
    private static readonly double s_nan = BitConverter.UInt64BitsToDouble(Canonical.NotANumber64);

    [Fact]
    public void Zeros_and_subnormal_angles_are_their_own_sine_and_tangent_and_have_cosine_1()
    {
        double[] x = [0.0, -0.0, Least, -Least, 1e-310, -1e-310, 1e-300, -1e-18];
        Check<Sin>(x, x);
        Check<Tan>(x, x);
        Check<Asin>(x, x);
        Check<Atan>(x, x);
        Check<Cos>(x, [.. x.Select(_ => 1.0)]);
    }

    [Fact]
    public void Infinite_angles_have_neither_sine_nor_cosine_nor_tangent()
    {
        double[] x = [Infinity, -Infinity, s_nan];
        double[] none = [s_nan, s_nan, s_nan];
        Check<Sin>(x, none);
        Check<Cos>(x, none);
        Check<Tan>(x, none);
    }

    // The second is the float64 that comes closest to a multiple of pi/2 (Muller et al., Handbook of
    // Floating-Point Arithmetic, 2nd edition, section 10.2.4).
    [Fact]
    public void Large_angles_are_reduced_by_as_many_digits_of_pi_as_it_takes()
    {
        double closest = Math.ScaleB(6381956970095103, 797);
        Check<Sin>([1e22, closest, -closest], [-0.8522008497671888, 1, -1]);
        const double Cosine = -4.687165924254628e-19;
        Check<Cos>([1e22, closest, -closest], [0.523214785395139, Cosine, Cosine]);
        const double Tangent = -2.133485385753704e+18;
        Check<Tan>([closest, -closest], [Tangent, -Tangent]);
    }

    [Fact]
    public void The_range_of_the_inverses_ends_at_the_multiples_of_half_pi_and_beyond_is_nothing()
    {
        double[] ends = [1, -1, Math.BitIncrement(1), -2, Infinity, -Infinity, s_nan];
        Check<Asin>(ends, [Half, -Half, .. Enumerable.Repeat(s_nan, 5)]);
        Check<Acos>(ends, [0.0, Math.PI, .. Enumerable.Repeat(s_nan, 5)]);
        Check<Atan>([Infinity, -Infinity, Greatest, -1e17], [Half, -Half, Half, -Half]);
    }

    [Fact]
    public void Arguments_at_the_borders_between_series_give_the_known_angles()
    {
        Check<Asin>([0.5, -0.5], [0.5235987755982989, -0.5235987755982989]);
        Check<Acos>([0.5, -0.5, 0.0, -0.0], [1.0471975511965979, 2.0943951023931957, Half, Half]);
        Check<Atan>([1, -1], [Math.PI / 4, -Math.PI / 4]);
    }

    [Fact]
    public void The_angles_of_special_points_are_those_of_annex_F()
    {
        (double Y, double X, double Angle)[] points =
        [
            (0.0, 0.0, 0.0),
            (-0.0, 0.0, -0.0),
            (0.0, -0.0, Math.PI),
            (-0.0, -0.0, -Math.PI),
            (0.0, -1.0, Math.PI),
            (-0.0, -1.0, -Math.PI),
            (0.0, 1.0, 0.0),
            (-0.0, 1.0, -0.0),
            (1.0, 0.0, Math.PI / 2),
            (-1.0, -0.0, -Math.PI / 2),
            (1.0, -Infinity, Math.PI),
            (-1.0, -Infinity, -Math.PI),
            (1.0, Infinity, 0.0),
            (-1.0, Infinity, -0.0),
            (Infinity, 1.0, Math.PI / 2),
            (-Infinity, -Infinity, -3 * (Math.PI / 4)),
            (Infinity, Infinity, Math.PI / 4),
            (Infinity, s_nan, s_nan),
            (s_nan, Infinity, s_nan),
            (s_nan, 0.0, s_nan),
            (1.0, 1.0, Math.PI / 4),
            (1.0, -1.0, 3 * (Math.PI / 4)),
            (Least, Least, Math.PI / 4),
            (Greatest, -Greatest, 3 * (Math.PI / 4)),
        ];
        double[] angles = BothWidths.RunBinary<Atan2>(
            [.. points.Select(point => point.Y)], [.. points.Select(point => point.X)]);
        BothWidths.BitsOf(angles).ShouldBe(
            BothWidths.BitsOf([.. points.Select(point => point.Angle)]));
    }

    [Theory]
    [InlineData(Least, 1.0, Least)]
    [InlineData(Least, 0.5, 2 * Least)]
    [InlineData(3 * Least, 2.0, 2 * Least)]
    [InlineData(Least, Greatest, 0.0)]
    [InlineData(1e-200, 1e200, 0.0)]
    [InlineData(1e-160, 1e160, 1e-320)]
    [InlineData(1e-290, 1e20, 1e-310)]
    [InlineData(Greatest, Least, Math.PI / 2)]
    [InlineData(Least, -Greatest, Math.PI)]
    public void Quotients_may_underflow_and_overflow(double y, double x, double angle) =>
        BothWidths.RunBinary<Atan2>([y], [x])[0].ShouldBe(angle);

    [Fact]
    public void The_angle_of_a_point_does_not_depend_on_its_distance()
    {
        const int Seed = 71;
        var random = new Random(Seed);
        int[] exponents = [-1020, -970, -958, -500, 300, 995, 1003, 1020];
        for (int trial = 0; trial < 500; trial++)
        {
            double y = random.NextDouble() - 0.5;
            double x = random.NextDouble() - 0.5;
            double[] scaledY = [.. exponents.Select(exponent => WithShortMantissa(y, exponent))];
            double[] scaledX = [.. exponents.Select(exponent => WithShortMantissa(x, exponent))];
            double near = BothWidths.RunBinary<Atan2>(
                [WithShortMantissa(y, 0)], [WithShortMantissa(x, 0)])[0];
            BothWidths.RunBinary<Atan2>(scaledY, scaledX).ShouldAllBe(scaled => scaled.Equals(near));
        }
    }

    [Fact]
    public void What_an_angle_gives_does_not_depend_on_the_angles_beside_it()
    {
        CheckNeighbours<Sin>();
        CheckNeighbours<Cos>();
        CheckNeighbours<Tan>();
    }

    [Fact]
    public void What_a_point_gives_does_not_depend_on_the_points_beside_it()
    {
        const int Seed = 73;
        var random = new Random(Seed);
        double[] y = [.. Enumerable.Range(0, 512).Select(_ => AnyNumber(random, 900))];
        double[] x = [.. Enumerable.Range(0, 512).Select(_ => AnyNumber(random, 900))];
        long[] alone = BothWidths.BitsOf(BothWidths.RunBinary<Atan2>(y, x));
        double[] besideY = [.. y.SelectMany(value => new[] { value, Least })];
        double[] besideX = [.. x.SelectMany(value => new[] { value, Infinity })];
        long[] beside = BothWidths.BitsOf(BothWidths.RunBinary<Atan2>(besideY, besideX));
        beside.Where((_, index) => index % 2 == 0).ShouldBe(alone);
    }

    // Alone the angles take the short way, beside a large one the long one.
    private static void CheckNeighbours<TOperator>()
        where TOperator : struct, IUnaryOperator<double>
    {
        const int Seed = 72;
        var random = new Random(Seed);
        double[] x = [0.0, -0.0, s_nan, .. Enumerable.Range(0, 1021).Select(_ => AnyNumber(random, 22))];
        long[] alone = BothWidths.BitsOf(BothWidths.Run<TOperator>(x));
        double[] besideLarge = [.. x.SelectMany(value => new[] { value, 1e300 })];
        long[] beside = BothWidths.BitsOf(BothWidths.Run<TOperator>(besideLarge));
        beside.Where((_, index) => index % 2 == 0).ShouldBe(alone);
    }

    private static void Check<TOperator>(double[] x, double[] expected)
        where TOperator : struct, IUnaryOperator<double> =>
        BothWidths.BitsOf(BothWidths.Run<TOperator>(x)).ShouldBe(BothWidths.BitsOf(expected));

    // Of 20 bits, so that it stays exact where it becomes subnormal.
    private static double WithShortMantissa(double value, int exponent) =>
        Math.ScaleB(Math.Round(value * (1 << 20)), exponent - 20);

    private static double AnyNumber(Random random, int greatestExponent) =>
        Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1000, greatestExponent));
}
