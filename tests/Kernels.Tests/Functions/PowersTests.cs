using System.Numerics;
using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Kernels.Functions.Powers;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Powers: special values, exact cases, and results at the ends of the range.</summary>
public class PowersTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double Most = double.MaxValue;
    private const double Least = double.Epsilon;

    // From here on all float64 are even integers.
    private const double TwoTo53 = 9007199254740992.0;

    /// <summary>C99, annex F.9.4.4, and what follows for the largest and least numbers.</summary>
    private static readonly (double X, double Y, double Power)[] s_special =
    [
        (NaN, 0, 1), (NaN, -0.0, 1), (Infinity, 0, 1), (0, 0, 1), (-0.0, -0.0, 1), (Least, 0, 1),
        (1, NaN, 1), (1, Infinity, 1), (1, -Infinity, 1), (1, Most, 1), (1, -0.3, 1),
        (NaN, 1, NaN), (NaN, 2, NaN), (NaN, 0.5, NaN), (NaN, Infinity, NaN), (2, NaN, NaN),
        (-1, NaN, NaN), (0, NaN, NaN), (Infinity, NaN, NaN), (NaN, NaN, NaN),
        (-1, Infinity, 1), (-1, -Infinity, 1), (-1, Most, 1), (-1, TwoTo53 - 1, -1), (-1, TwoTo53, 1),
        (0, 3, 0), (-0.0, 3, -0.0), (0, 4, 0), (-0.0, 4, 0), (-0.0, 3.5, 0), (0, 0.5, 0),
        (-0.0, 0.5, 0), (-0.0, 1, -0.0), (-0.0, 2, 0), (-0.0, Infinity, 0), (0, Infinity, 0),
        (0, -3, Infinity), (-0.0, -3, -Infinity), (-0.0, -4, Infinity), (-0.0, -3.5, Infinity),
        (-0.0, -1, -Infinity), (0, -1, Infinity), (-0.0, -0.5, Infinity), (0, -Infinity, Infinity),
        (Infinity, 3.5, Infinity), (Infinity, -3.5, 0), (Infinity, Infinity, Infinity),
        (Infinity, -Infinity, 0), (Infinity, Least, Infinity), (Infinity, 0.5, Infinity),
        (-Infinity, 3, -Infinity), (-Infinity, 4, Infinity), (-Infinity, 3.5, Infinity),
        (-Infinity, 0.5, Infinity), (-Infinity, -3, -0.0), (-Infinity, -4, 0), (-Infinity, -3.5, 0),
        (-Infinity, -1, -0.0), (-Infinity, 1, -Infinity), (-Infinity, Infinity, Infinity),
        (0.5, Infinity, 0), (0.5, -Infinity, Infinity), (-0.5, Infinity, 0), (2, Infinity, Infinity),
        (-2, Infinity, Infinity), (-2, -Infinity, 0), (2, -Infinity, 0), (Least, Infinity, 0),
        (-8, 1 / 3.0, NaN), (-2, 0.5, NaN), (-2, -0.5, NaN), (-Least, 1.5, NaN), (-Most, 0.1, NaN),
        (-2, 3, -8), (-2, 4, 16), (-2, -3, -0.125), (-2, 1, -2), (-2, TwoTo53, Infinity),
        (-2, 1023, -8.98846567431158e307), (-2, 1024, Infinity), (-2, 1025, -Infinity),
        (-2, -1074, Least), (-2, -1073, -2 * Least), (-2, -1077, -0.0), (-2, -1078, 0),
        (2, 1024, Infinity), (2, -1074, Least), (2, -1075, 0), (2, -1074.9, Least), (2, -1e300, 0),
        (Most, 1, Most), (-Most, 1, -Most), (Most, 1.1, Infinity), (Most, Most, Infinity),
        (Least, 1, Least), (-Least, 1, -Least), (Least, -1, Infinity), (Least, 1.1, 0),
        (Least, Least, 1), (Most, Least, 1), (Least, -Most, Infinity), (1 + 2.3e-16, Most, Infinity),
    ];

    [Fact]
    public void Special_values_are_those_of_C()
    {
        double[] x = [.. s_special.Select(row => row.X)];
        double[] y = [.. s_special.Select(row => row.Y)];
        double[] powers = BothWidths.RunBinary<Pow>(x, y);
        for (int index = 0; index < x.Length; index++)
        {
            ShouldBe(powers[index], s_special[index].Power, x[index], y[index]);
        }
    }

    [Fact]
    public void A_power_does_not_depend_on_its_neighbours()
    {
        var random = new Random(61);
        List<double> x = [.. s_special.Select(row => row.X)];
        List<double> y = [.. s_special.Select(row => row.Y)];
        for (int index = 0; index < 2000; index++)
        {
            x.Add(random.NextDouble() * 10);
            y.Add(index % 7 == 0 ? random.Next(-2, 3) * 0.5 : (random.NextDouble() * 40) - 20);
        }

        double[] mixed = BothWidths.RunBinary<Pow>([.. x], [.. y]);
        for (int index = 0; index < mixed.Length; index++)
        {
            double[] same = [.. Enumerable.Repeat(x[index], 16)];
            double[] exponents = [.. Enumerable.Repeat(y[index], 16)];
            foreach (double power in BothWidths.RunBinary<Pow>(same, exponents))
            {
                ShouldBe(power, mixed[index], x[index], y[index]);
            }
        }
    }

    [Fact]
    public void Powers_that_are_float64_are_exact()
    {
        var x = new List<double>();
        var y = new List<double>();
        var expected = new List<double>();
        for (int number = 2; number < 2000; number++)
        {
            for (int exponent = 1; BigInteger.Pow(number, exponent) < (BigInteger)TwoTo53; exponent++)
            {
                double power = (double)BigInteger.Pow(number, exponent);
                Add(number, exponent, power);
                Add(number / 64.0, exponent, power * Math.Pow(2, -6 * exponent));
                if (BitOperations.IsPow2(exponent)) Add(power, 1.0 / exponent, number);
                Add(-number, exponent, exponent % 2 == 0 ? power : -power);
            }
        }

        double[] powers = BothWidths.RunBinary<Pow>([.. x], [.. y]);
        for (int index = 0; index < powers.Length; index++)
        {
            powers[index].ShouldBe(expected[index], $"{x[index]:R} to the power {y[index]:R}");
        }

        void Add(double number, double exponent, double power)
        {
            x.Add(number);
            y.Add(exponent);
            expected.Add(power);
        }
    }

    [Fact]
    public void Powers_of_two_are_exact_down_to_the_least_and_up_to_the_largest()
    {
        double[] exponents = [.. Enumerable.Range(-1080, 2110).Select(exponent => (double)exponent)];
        double[] twos = [.. exponents.Select(_ => 2.0)];
        BothWidths.RunBinary<Pow>(twos, exponents)
            .ShouldBe(exponents.Select(exponent => Math.ScaleB(1, (int)exponent)));
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.5)]
    [InlineData(-1.0)]
    [InlineData(1.0)]
    public void Short_ways_round_correctly_alone_and_among_other_exponents(double exponent)
    {
        var random = new Random(62);
        double[] x = new double[1000];
        foreach (ref double value in x.AsSpan())
        {
            value = Math.ScaleB(random.NextDouble(), random.Next(-1060, 1023));
        }

        double[] expected = [.. x.Select(value => exponent switch
        {
            2 => value * value,
            0.5 => Math.Sqrt(value),
            -1 => 1 / value,
            _ => value,
        })];
        double[] same = [.. x.Select(_ => exponent)];
        BothWidths.RunBinary<Pow>(x, same).ShouldBe(expected);

        double[] mixed = [.. x.Select((_, index) => index % 3 == 0 ? exponent : 1.7)];
        double[] powers = BothWidths.RunBinary<Pow>(x, mixed);
        for (int index = 0; index < x.Length; index += 3) powers[index].ShouldBe(expected[index]);
    }

    [Fact]
    public void Powers_drawn_over_the_whole_range_are_within_0_6_units()
    {
        var random = new Random(63);
        var x = new List<double>();
        var y = new List<double>();
        for (int index = 0; index < 1500; index++)
        {
            // Logarithms of powers over the whole range, of numbers over the whole range and close to 1.
            Add(Math.Pow(2, (random.NextDouble() * 2083) - 1060), (random.NextDouble() * 1400) - 700);
            double distance = (random.NextDouble() - 0.5) * Math.Pow(2, -random.Next(40));
            if (Math.Abs(distance) < 1e-15) continue;
            Add(1 + distance, (random.NextDouble() * 1400) - 700);
            Add(random.NextDouble() * 1000, -708 - (random.NextDouble() * 37));
        }

        double[] powers = BothWidths.RunBinary<Pow>([.. x], [.. y]);
        for (int index = 0; index < powers.Length; index++)
        {
            BigReal exact = BigMath.Exp((BigReal)y[index] * BigMath.Log(x[index]));
            int lastPlace = Math.Max(exact.Exponent, -1022) - 52;
            double units = (powers[index] - exact).Scaled(-lastPlace).ToDouble();
            Math.Abs(units).ShouldBeLessThan(0.6, $"{x[index]:R} to the power {y[index]:R}");
        }

        void Add(double number, double logarithm)
        {
            x.Add(number);
            y.Add(logarithm / Math.Log(number));
        }
    }

    // Of zeros the sign counts, of NaN nothing but that it is one.
    private static void ShouldBe(double power, double expected, double x, double y)
    {
        bool isExpected = double.IsNaN(expected)
            ? double.IsNaN(power)
            : BitConverter.DoubleToInt64Bits(power) == BitConverter.DoubleToInt64Bits(expected);
        isExpected.ShouldBeTrue($"{x:R} to the power {y:R} is {power:R}, not {expected:R}");
    }
}
