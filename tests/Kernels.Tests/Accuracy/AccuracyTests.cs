using ActorCompute.Arrays.Expressions;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// Every function at 200,000 points against the double-double reference, in units in the last place of the
/// exact result. One width is enough: <see cref="Elementwise.NeighbourTests"/> holds both to the same bits
/// over the same points, on every way through a kernel.
/// </summary>
public class AccuracyTests
{
    /// <summary>As many points as <see cref="Elementwise.NeighbourTests"/> compares bits over.</summary>
    internal const int Count = 200_000;

    // A golden is rounded to nearest, half a unit from the exact result at most: what is within one unit of
    // that is the same float or a neighbour.
    private const long MostSteps = 1;

    public static TheoryData<Function> Functions => [.. ReferenceMath.Functions];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_is_within_its_bars(Function function) =>
        AccuracyBar.Of(function).Hold(FunctionErrors.OfDoubles(function, Count));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_is_rounded_once(Function function)
    {
        FunctionErrors errors = FunctionErrors.OfSingles(function, Count);
        errors.Greatest.ShouldBeLessThanOrEqualTo(AccuracyBar.OfSingles, $"{errors}");
        errors.GreatestOfSubnormal.ShouldBeLessThanOrEqualTo(AccuracyBar.OfSingles, $"{errors}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Results_are_the_goldens_or_their_neighbours_and_within_the_bars(Function function)
    {
        (double X, double Y, double Result)[] goldens = [.. Goldens.Of(function)];
        goldens.Length.ShouldBeGreaterThan(20);
        double[] results = KernelRunner.Run(
            function, [.. goldens.Select(golden => golden.X)], [.. goldens.Select(golden => golden.Y)]);
        for (int index = 0; index < goldens.Length; index++)
        {
            // Neighbouring floats have neighbouring bits.
            (double x, double y, double expected) = goldens[index];
            long distance = Math.Abs(
                BitConverter.DoubleToInt64Bits(results[index]) - BitConverter.DoubleToInt64Bits(expected));
            distance.ShouldBeLessThanOrEqualTo(
                MostSteps, $"{function}({x:R}, {y:R}) = {results[index]:R}, not {expected:R}");
        }

        (double, double)[] points =
        [
            .. from golden in goldens
               where double.IsFinite(golden.X) && double.IsFinite(golden.Y)
               select (golden.X, golden.Y),
        ];
        AccuracyBar.Of(function).Hold(FunctionErrors.Of(function, points));
    }
}
