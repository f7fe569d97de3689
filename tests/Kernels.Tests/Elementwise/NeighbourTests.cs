using System.Numerics;
using System.Runtime.InteropServices;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Kernels.Tests.Accuracy;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>
/// Kernels may look whether any lane of a vector is rare, and then take a longer way: the lanes beside it
/// must not notice. Every function is held to it over its whole domain.
/// </summary>
public class NeighbourTests
{
    private const int Count = 512;
    private const int Many = 20_000;

    // As many lanes as the widest vector has of the narrowest type.
    private const int Lanes = 16;

    private static readonly double[] _rare =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, -1e-310,
        double.MaxValue, -double.MaxValue, -1, 1, 0.5, 1e22, -1e300, 1e-300, 710, -745, 1.5,
    ];

    public static TheoryData<Function> Functions =>
        [.. ReferenceMath.Functions, Function.Fmod, Function.Remainder, Function.FloorDivide];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Rare_neighbours_change_no_bit(Function function)
    {
        (double X, double Y)[] points = PointsOf(function, Count);
        Hold<double>(function, points);
        Hold<float>(function, points);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Both_widths_give_the_same_bits_over_the_whole_domain(Function function)
    {
        (double X, double Y)[] points = PointsOf(function, Many);
        HoldWidths<double>(function, points);
        HoldWidths<float>(function, points);
    }

    // Quotients are delicate where lengths are: at all ratios.
    private static (double X, double Y)[] PointsOf(Function function, int count) => Points.Of(
        function is Function.Fmod or Function.Remainder or Function.FloorDivide ? Function.Hypot : function,
        count);

    private static void HoldWidths<T>(Function function, (double X, double Y)[] points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. points.Select(point => T.CreateTruncating(point.X))];
        T[] y = [.. points.Select(point => T.CreateTruncating(point.Y))];
        T[] wide = KernelRunner.Run(function, x, y, VectorWidth.Bits512);
        T[] narrow = KernelRunner.Run(function, x, y, VectorWidth.Bits256);
        IsSame(wide, narrow).ShouldBeTrue();
    }

    /// <summary>Each point among its like, and then alone among lanes that are all one rare one.</summary>
    private static void Hold<T>(Function function, (double X, double Y)[] points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expectedX = Repeat<T>(points.Select(point => point.X));
        T[] expectedY = Repeat<T>(points.Select(point => point.Y));
        T[] expected = KernelRunner.Run(function, expectedX, expectedY);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            foreach (double rare in _rare)
            {
                T[] x = new T[expectedX.Length];
                T[] y = new T[expectedY.Length];
                x.AsSpan().Fill(T.CreateTruncating(rare));
                y.AsSpan().Fill(T.CreateTruncating(rare));
                for (int point = 0; point < points.Length; point++)
                {
                    int place = PlaceOf(point);
                    (x[place], y[place]) = (expectedX[place], expectedY[place]);
                }

                T[] results = KernelRunner.Run(function, x, y, width);
                for (int point = 0; point < points.Length; point++)
                {
                    int place = PlaceOf(point);
                    IsSame(results.AsSpan(place, 1), expected.AsSpan(place, 1)).ShouldBeTrue(
                        $"{function}({x[place]}, {y[place]}) beside {rare}: {results[place]}, {width}");
                }
            }
        }
    }

    private static T[] Repeat<T>(IEnumerable<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. values.SelectMany(value => Enumerable.Repeat(T.CreateTruncating(value), Lanes))];

    // Every lane in turn.
    private static int PlaceOf(int point) => (point * Lanes) + (point % Lanes);

    private static bool IsSame<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged => MemoryMarshal.AsBytes(left).SequenceEqual(MemoryMarshal.AsBytes(right));
}
