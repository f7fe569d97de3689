using System.Globalization;
using System.Numerics;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// The greatest errors of a function, of normal results and of subnormal ones, in units in the last place of
/// the exact result. The reference judges every point: it costs less than a microsecond, less than any way to
/// show that a point needs no judgement.
/// </summary>
internal sealed class FunctionErrors
{
    private readonly Function _function;
    private string _worst = "none";
    private string _worstSubnormal = "none";

    private FunctionErrors(Function function) => _function = function;

    /// <summary>Of results from the least normal number on.</summary>
    public double Greatest { get; private set; }

    /// <summary>Of results below.</summary>
    public double GreatestOfSubnormal { get; private set; }

    /// <summary>The errors of float64 at so many points.</summary>
    public static FunctionErrors OfDoubles(
        Function function, int count, VectorWidth width = VectorWidth.Bits512) =>
        Of(function, Points.Of(function, count), width);

    /// <summary>The errors of float32.</summary>
    public static FunctionErrors OfSingles(
        Function function, int count, VectorWidth width = VectorWidth.Bits512) =>
        Of(function, Points.OfSingles(function, count), width);

    public static FunctionErrors Of<T>(
        Function function, (T X, T Y)[] points, VectorWidth width = VectorWidth.Bits512)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T[] results = KernelRunner.Run(
            function, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)], width);
        var errors = new FunctionErrors(function);
        for (int index = 0; index < points.Length; index++)
        {
            (T x, T y) = points[index];
            Exact exact = ReferenceMath.Of(function, double.CreateChecked(x), double.CreateChecked(y));
            double error = results[index] is float single
                ? exact.UnitsFrom(single)
                : exact.UnitsFrom(double.CreateChecked(results[index]));
            bool isNormal = T.IsNormal(results[index]) || T.IsInfinity(results[index]);
            errors.Add(error, isNormal, x, y, results[index]);
        }

        return errors;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_function}: {Greatest:0.####}, {_worst}; {GreatestOfSubnormal:0.####}, {_worstSubnormal}");

    private void Add<T>(double error, bool isNormal, T x, T y, T result)
    {
        if (double.IsNaN(error)) error = double.PositiveInfinity;
        if (error <= (isNormal ? Greatest : GreatestOfSubnormal)) return;
        string place = string.Create(CultureInfo.InvariantCulture, $"f({x:R}, {y:R}) = {result:R}");
        if (isNormal) (Greatest, _worst) = (error, place);
        else (GreatestOfSubnormal, _worstSubnormal) = (error, place);
    }
}
