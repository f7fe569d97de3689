using System.Globalization;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Kernels.Tests.Accuracy;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>
/// Logarithms and inverse hyperbolic functions where results are known exactly: C99, annex F, and more.
/// </summary>
public class LogarithmsTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double LeastSubnormal = double.Epsilon;
    private const double LeastNormal = 2.2250738585072014e-308;

    // The one NaN of results.
    private static readonly double s_nan = BitConverter.UInt64BitsToDouble(Canonical.NotANumber64);

    public static TheoryData<Function, double, double> SpecialValues()
    {
        TheoryData<Function, double, double> cases = [];
        foreach (Function function in new[] { Function.Log, Function.Log2, Function.Log10 })
        {
            cases.Add(function, 1, 0);
            cases.Add(function, 0, -Infinity);
            cases.Add(function, -0.0, -Infinity);
            cases.Add(function, -LeastSubnormal, s_nan);
            cases.Add(function, -1, s_nan);
            cases.Add(function, -Infinity, s_nan);
            cases.Add(function, Infinity, Infinity);
            cases.Add(function, double.NaN, s_nan);
        }

        cases.Add(Function.Log1p, -1, -Infinity);
        cases.Add(Function.Log1p, -1.0000000000000002, s_nan);
        cases.Add(Function.Log1p, -Infinity, s_nan);
        cases.Add(Function.Log1p, Infinity, Infinity);
        cases.Add(Function.Arcsinh, Infinity, Infinity);
        cases.Add(Function.Arcsinh, -Infinity, -Infinity);
        cases.Add(Function.Arccosh, 1, 0);
        cases.Add(Function.Arccosh, 0.9999999999999999, s_nan);
        cases.Add(Function.Arccosh, 0, s_nan);
        cases.Add(Function.Arccosh, -1, s_nan);
        cases.Add(Function.Arccosh, -1e300, s_nan);
        cases.Add(Function.Arccosh, -Infinity, s_nan);
        cases.Add(Function.Arccosh, Infinity, Infinity);
        cases.Add(Function.Arctanh, 1, Infinity);
        cases.Add(Function.Arctanh, -1, -Infinity);
        cases.Add(Function.Arctanh, 1.0000000000000002, s_nan);
        cases.Add(Function.Arctanh, 1e300, s_nan);
        cases.Add(Function.Arctanh, -Infinity, s_nan);
        foreach (Function function in new[] { Function.Log1p, Function.Arcsinh, Function.Arctanh })
        {
            cases.Add(function, double.NaN, s_nan);
            foreach (double x in new[] { 0.0, LeastSubnormal, 1e-310, LeastNormal, 1e-200, 1e-17 })
            {
                cases.Add(function, x, x);
                cases.Add(function, -x, -x);
            }
        }

        cases.Add(Function.Arccosh, double.NaN, s_nan);
        return cases;
    }

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Special_arguments_have_the_results_of_the_standard(
        Function function, double argument, double expected)
    {
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            Bits(Run(function, width, argument)[0])
                .ShouldBe(Bits(expected), $"{function}({argument:R}), {width}");
        }
    }

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Special_arguments_leave_their_neighbours_results_alone(
        Function function, double argument, double expected)
    {
        double[] ordinary = [.. Ordinary(function)];
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            double[] alone = Run(function, width, ordinary);
            double[] mixed = Run(function, width, [.. ordinary.SelectMany(x => new[] { x, argument })]);
            for (int index = 0; index < ordinary.Length; index++)
            {
                string beside = $"{function}({ordinary[index]:R}) beside {argument:R}, {width}";
                Bits(mixed[2 * index]).ShouldBe(Bits(alone[index]), beside);
                Bits(mixed[(2 * index) + 1]).ShouldBe(Bits(expected), beside);
            }
        }
    }

    [Theory]
    [InlineData(Function.Log)]
    [InlineData(Function.Log2)]
    [InlineData(Function.Log10)]
    [InlineData(Function.Log1p)]
    [InlineData(Function.Arccosh)]
    [InlineData(Function.Arctanh)]
    public void Numbers_below_the_domain_have_no_result_whatever_their_exponent(Function function)
    {
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            for (int exponent = 1; exponent < 1024; exponent++)
            {
                double[] equal = [.. Enumerable.Repeat(Math.ScaleB(-1.7, exponent), 8)];
                Run(function, width, equal)
                    .ShouldAllBe(result => double.IsNaN(result), $"-1.7 * 2^{exponent}, {width}");
            }
        }
    }

    [Fact]
    public void Logarithms_of_powers_of_two_to_base_2_are_exact()
    {
        int[] exponents = [.. Enumerable.Range(-1074, 1074 + 1024)];
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            Run(Function.Log2, width, [.. exponents.Select(exponent => Math.ScaleB(1, exponent))])
                .ShouldBe(exponents.Select(exponent => (double)exponent));
        }
    }

    [Fact]
    public void Logarithms_of_powers_of_ten_to_base_10_are_exact()
    {
        int[] exponents = [.. Enumerable.Range(-307, 307 + 309)];
        double[] powers =
            [.. exponents.Select(exponent => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture))];
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            Run(Function.Log10, width, powers).ShouldBe(exponents.Select(exponent => (double)exponent));
        }
    }

    // On both sides of 1, of borders between methods, large and small, as far as the function is defined.
    private static IEnumerable<double> Ordinary(Function function)
    {
        double[] all =
            [0.3, 1e-30, 0.97, 0.01, 0.124, 0.126, 1.03, 1.5, 17, 1e40, 1e140, 1e160, 1e308, -0.4, -0.01];
        return all.Where(x => function switch
        {
            Function.Log or Function.Log2 or Function.Log10 => x > 0,
            Function.Log1p => x > -1,
            Function.Arccosh => x >= 1,
            Function.Arctanh => Math.Abs(x) < 1,
            _ => true,
        });
    }

    private static double[] Run(Function function, VectorWidth width, params double[] arguments) =>
        KernelRunner.Run(function, arguments, arguments, width);

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);
}
