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
    private const int OfAnyBits = 20_000;
    private const int AtOnce = 20_000;

    // As many lanes as the widest vector has of the narrowest type.
    private const int Lanes = 16;

    private static readonly double[] _rare =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, -1e-310,
        double.MaxValue, -double.MaxValue, -1, 1, 0.5, 1e22, -1e300, 1e-300, 710, -745, 1.5,
    ];

    public static TheoryData<Function> Functions => [.. PointsWithDivisions.Functions];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Rare_neighbours_change_no_bit(Function function)
    {
        (double X, double Y)[] points = PointsWithDivisions.Of(function, Count);
        Hold<double>(function, points);
        Hold<float>(function, points);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Neither_the_width_nor_like_neighbours_change_a_bit(Function function)
    {
        double[] any = Points.OfAnyBits(seed: 22, 2 * OfAnyBits);
        (double X, double Y)[] points =
        [
            .. PointsWithDivisions.Of(function, AccuracyTests.Count),
            .. any.Take(OfAnyBits).Zip(any.Skip(OfAnyBits)),
        ];
        foreach ((double X, double Y)[] some in points.Chunk(AtOnce))
        {
            HoldAmongLike<double>(function, some);
            HoldAmongLike<float>(function, some);
        }
    }

    /// <summary>
    /// Points as they come, where most vectors have rare lanes, and each point in all lanes, so that ordinary
    /// ones go the short way: the same bits, with both widths.
    /// </summary>
    private static void HoldAmongLike<T>(Function function, (double X, double Y)[] points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. points.Select(point => T.CreateTruncating(point.X))];
        T[] y = [.. points.Select(point => T.CreateTruncating(point.Y))];
        T[] expected = KernelRunner.Run(function, x, y, VectorWidth.Bits512);
        T[] narrow = KernelRunner.Run(function, x, y, VectorWidth.Bits256);
        HoldSame(function, "at 256 bits", narrow, expected, x, y);
        T[] alikeX = Repeat(x);
        T[] alikeY = Repeat(y);
        T[] alikeExpected = Repeat(expected);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            T[] alike = KernelRunner.Run(function, alikeX, alikeY, width);
            HoldSame(function, $"among its like, {width}", alike, alikeExpected, alikeX, alikeY);
        }
    }

    private static void HoldSame<T>(Function function, string where, T[] results, T[] expected, T[] x, T[] y)
        where T : unmanaged
    {
        if (IsSame<T>(results, expected)) return;
        int place = Enumerable.Range(0, results.Length).First(
            index => !IsSame<T>(results.AsSpan(index, 1), expected.AsSpan(index, 1)));
        Assert.Fail(
            $"{function}({x[place]}, {y[place]}) is {results[place]} {where}, not {expected[place]}");
    }

    /// <summary>Each point among its like, and then alone among lanes that are all one rare one.</summary>
    private static void Hold<T>(Function function, (double X, double Y)[] points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expectedX = Repeat([.. points.Select(point => T.CreateTruncating(point.X))]);
        T[] expectedY = Repeat([.. points.Select(point => T.CreateTruncating(point.Y))]);
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

    private static T[] Repeat<T>(T[] values)
    {
        T[] repeated = new T[values.Length * Lanes];
        for (int index = 0; index < values.Length; index++)
        {
            repeated.AsSpan(index * Lanes, Lanes).Fill(values[index]);
        }

        return repeated;
    }

    // Every lane in turn.
    private static int PlaceOf(int point) => (point * Lanes) + (point % Lanes);

    private static bool IsSame<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged => MemoryMarshal.AsBytes(left).SequenceEqual(MemoryMarshal.AsBytes(right));
}
