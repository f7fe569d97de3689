using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Special values (C99, annex F) and exact cases of the cube root and of hypot.</summary>
public class RootsTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double LeastSubnormal = double.Epsilon;

    public static TheoryData<double, double> SpecialCubeRoots() => new()
    {
        { 0.0, 0.0 },
        { -0.0, -0.0 },
        { Infinity, Infinity },
        { -Infinity, -Infinity },
        { double.NaN, double.NaN },
        { double.MaxValue, 5.643803094122362e+102 },
        { LeastSubnormal, 1.7031839360032603e-108 },
        { -LeastSubnormal, -1.7031839360032603e-108 },
    };

    [Theory]
    [MemberData(nameof(SpecialCubeRoots))]
    public void Special_values_of_the_cube_root_are_those_of_C99(double x, double expected) =>
        BothWidths.Run(Function.Cbrt, [x])[0].ToString("R").ShouldBe(expected.ToString("R"));

    [Fact]
    public void Cube_roots_of_cubes_are_exact()
    {
        // Numbers of 17 bits, so that the cubes are exact, over all exponents.
        Random random = new(31);
        double[] roots = [.. Enumerable.Range(0, 20_000).Select(_ =>
            Math.ScaleB(random.Next(-(1 << 17), 1 << 17), random.Next(-357, 324)))];
        BothWidths.Run(Function.Cbrt, [.. roots.Select(root => root * root * root)]).ShouldBe(roots);
    }

    [Fact]
    public void Subnormal_cubes_have_exact_roots_beside_any_neighbour()
    {
        double[] roots = [.. Enumerable.Range(1, 1000).Select(n => Math.ScaleB(n, -358))];
        double[] cubes = [.. roots.SelectMany(root => new[] { root * root * root, 8, 1e300 })];
        cubes[0].ShouldBe(LeastSubnormal);
        double[] results = BothWidths.Run(Function.Cbrt, cubes);
        results.Where((_, index) => index % 3 == 0).ShouldBe(roots);
        results.Where((_, index) => index % 3 == 1).ShouldAllBe(root => root == 2);
    }

    [Theory]
    [InlineData(0.0, -0.0, 0.0)]
    [InlineData(-3.0, 0.0, 3.0)]
    [InlineData(-0.0, -LeastSubnormal, LeastSubnormal)]
    [InlineData(Infinity, double.NaN, Infinity)]
    [InlineData(double.NaN, -Infinity, Infinity)]
    [InlineData(-Infinity, 1.0, Infinity)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    [InlineData(0.0, double.NaN, double.NaN)]
    [InlineData(double.MaxValue, 1.0, double.MaxValue)]
    [InlineData(double.MaxValue, double.MaxValue, Infinity)]
    [InlineData(1e308, 1e308, 1.4142135623730951e+308)]
    [InlineData(1.0, 1e-9, 1.0)]
    public void Special_values_of_hypot_are_those_of_C99(double x, double y, double expected)
    {
        BothWidths.Run(Function.Hypot, [x], [y])[0].ToString("R").ShouldBe(expected.ToString("R"));
        BothWidths.Run(Function.Hypot, [y], [x])[0].ToString("R").ShouldBe(expected.ToString("R"));
    }

    [Fact]
    public void Right_triangles_of_whole_sides_are_exact_at_any_scale()
    {
        Random random = new(32);
        (double X, double Y, double Length)[] triangles =
            [.. Enumerable.Range(0, 10_000).Select(_ => Triangle(random))];
        BothWidths.Run(
            Function.Hypot,
            [.. triangles.Select(triangle => triangle.X)],
            [.. triangles.Select(triangle => triangle.Y)])
            .ShouldBe(triangles.Select(triangle => triangle.Length));
    }

    // (m^2 - n^2)^2 + (2mn)^2 = (m^2 + n^2)^2, times a power of two.
    private static (double X, double Y, double Length) Triangle(Random random)
    {
        double m = random.Next(2, 1 << 20);
        double n = random.Next(1, 1 << 20);
        int scale = random.Next(-1074, 980);
        return (
            Math.ScaleB((m * m) - (n * n), scale),
            Math.ScaleB(2 * m * n, scale),
            Math.ScaleB((m * m) + (n * n), scale));
    }
}
