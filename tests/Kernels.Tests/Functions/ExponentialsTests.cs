using ActorCompute.Arrays.Expressions;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Special values (C99, annex F), exact cases and the borders of exp and its relatives.</summary>
public class ExponentialsTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double Greatest = double.MaxValue;
    private const double LeastSubnormal = double.Epsilon;

    public static TheoryData<Function, double, double> SpecialValues() => new()
    {
        { Function.Exp, 0, 1 },
        { Function.Exp, -0.0, 1 },
        { Function.Exp, LeastSubnormal, 1 },
        { Function.Exp, 1e-17, 1 },
        { Function.Exp, Infinity, Infinity },
        { Function.Exp, -Infinity, 0 },
        { Function.Exp, Greatest, Infinity },
        { Function.Exp, -Greatest, 0 },
        { Function.Exp, 709.782712893384, 1.7976931348622732e+308 },
        { Function.Exp, 709.7827128933841, Infinity },
        { Function.Exp, -745.1332191019411, LeastSubnormal },
        { Function.Exp, -745.1332191019412, 0 },
        { Function.Exp2, -0.0, 1 },
        { Function.Exp2, Infinity, Infinity },
        { Function.Exp2, -Infinity, 0 },
        { Function.Exp2, 1023.9999999999999, 1.7976931348621742e+308 },
        { Function.Exp2, 1024, Infinity },
        { Function.Exp2, Greatest, Infinity },
        { Function.Exp2, -1075, 0 },
        { Function.Exp2, -Greatest, 0 },
        { Function.Expm1, 0, 0 },
        { Function.Expm1, -0.0, -0.0 },
        { Function.Expm1, Infinity, Infinity },
        { Function.Expm1, -Infinity, -1 },
        { Function.Expm1, Greatest, Infinity },
        { Function.Expm1, -Greatest, -1 },
        { Function.Expm1, -38, -1 },
        { Function.Expm1, 709.782712893384, 1.7976931348622732e+308 },
        { Function.Expm1, 709.7827128933841, Infinity },
        { Function.Sinh, 0, 0 },
        { Function.Sinh, -0.0, -0.0 },
        { Function.Sinh, Infinity, Infinity },
        { Function.Sinh, -Infinity, -Infinity },
        { Function.Sinh, -Greatest, -Infinity },
        { Function.Sinh, 710.4758600739439, 1.7976931348621744e+308 },
        { Function.Sinh, -710.475860073944, -Infinity },
        { Function.Cosh, 0, 1 },
        { Function.Cosh, -0.0, 1 },
        { Function.Cosh, 1e-300, 1 },
        { Function.Cosh, Infinity, Infinity },
        { Function.Cosh, -Infinity, Infinity },
        { Function.Cosh, -Greatest, Infinity },
        { Function.Cosh, -710.4758600739439, 1.7976931348621744e+308 },
        { Function.Cosh, 710.475860073944, Infinity },
        { Function.Tanh, 0, 0 },
        { Function.Tanh, -0.0, -0.0 },
        { Function.Tanh, Infinity, 1 },
        { Function.Tanh, -Infinity, -1 },
        { Function.Tanh, -Greatest, -1 },
        { Function.Tanh, 18.8, 0.9999999999999999 },
        { Function.Tanh, 19.1, 1 },
    };

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Special_values_are_those_of_C99(Function function, double x, double expected) =>
        BothWidths.BitsOf(BothWidths.Run(function, [x])[0])
            .ShouldBe(BothWidths.BitsOf(expected), $"{function}({x:R}), not {expected:R}");

    [Theory]
    [InlineData(Function.Exp)]
    [InlineData(Function.Exp2)]
    [InlineData(Function.Expm1)]
    [InlineData(Function.Sinh)]
    [InlineData(Function.Cosh)]
    [InlineData(Function.Tanh)]
    public void Not_a_number_stays_so(Function function) =>
        BothWidths.Run(function, [double.NaN, -double.NaN]).ShouldAllBe(result => double.IsNaN(result));

    [Fact]
    public void Exp2_of_every_integer_is_exact()
    {
        int[] exponents = [.. Enumerable.Range(-1074, 1074 + 1024)];
        BothWidths.Run(Function.Exp2, [.. exponents.Select(exponent => (double)exponent)])
            .ShouldBe(exponents.Select(exponent => Math.ScaleB(1, exponent)));
    }

    [Theory]
    [InlineData(Function.Expm1)]
    [InlineData(Function.Sinh)]
    [InlineData(Function.Tanh)]
    public void Tiny_arguments_come_back(Function function)
    {
        double[] x = [LeastSubnormal, 3e-320, 2.2250738585072014e-308, 1e-200, 1e-17, -1e-17, -1e-310];
        BothWidths.Run(function, x).ShouldBe(x);
    }

    [Fact]
    public void Small_arguments_give_the_first_terms_of_the_series()
    {
        // What follows does not reach the last place.
        double[] x = [1e-6, -3e-6];
        BothWidths.Run(Function.Expm1, x).ShouldBe(x.Select(v => v + ((v * v / 2) + (v * v * v / 6))));
        BothWidths.Run(Function.Sinh, x).ShouldBe(x.Select(v => v + (v * v * v / 6)));
        BothWidths.Run(Function.Tanh, x).ShouldBe(x.Select(v => v - (v * v * v / 3)));
    }

    [Theory]
    [InlineData(Function.Sinh)]
    [InlineData(Function.Tanh)]
    public void Odd_functions_are_odd(Function function)
    {
        double[] x = [.. Points.OfAnyBits(seed: 21, 4000).Where(value => !double.IsNaN(value))];
        BothWidths.Run(function, [.. x.Select(value => -value)])
            .ShouldBe(BothWidths.Run(function, x).Select(value => -value));
    }

    [Fact]
    public void Exp_grows_across_the_steps_of_its_table()
    {
        // Around the borders at which x / ln 2 rounds to another sixteenth.
        for (int border = -17_000; border < 16_000; border += 7)
        {
            double x = (border + 0.5) / 16 * Math.Log(2);
            double[] around = [x - 1e-12 * Math.Abs(x), x, x + 1e-12 * Math.Abs(x)];
            BothWidths.Run(Function.Exp, around).ShouldBeInOrder(SortDirection.Ascending, $"{x:R}");
        }
    }
}
