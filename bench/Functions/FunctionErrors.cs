using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Bench.Contenders;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Reference;

namespace ActorCompute.Bench.Functions;

/// <summary>
/// The greatest error found of a function, in units in the last place of the exact result, over the points at
/// which the tests judge ours.
/// </summary>
internal sealed record FunctionErrors(double Ours, double? NumPy, double? Tensors)
{
    private const int Points = 200_000;

    /// <summary>The errors of float64.</summary>
    public static FunctionErrors OfDoubles(Function function, string name, NumPyPeer? numPy)
    {
        (double X, double Y)[] points = Reference.Points.Of(function, Points);
        Exact[] exact = [.. points.Select(point => ReferenceMath.Of(function, point.X, point.Y))];
        return Of<double>(
            function,
            name,
            numPy,
            [.. points.Select(point => point.X)],
            [.. points.Select(point => point.Y)],
            (result, place) => exact[place].UnitsFrom(result));
    }

    /// <summary>The errors of float32.</summary>
    public static FunctionErrors OfSingles(Function function, string name, NumPyPeer? numPy)
    {
        (float X, float Y)[] points = Reference.Points.OfSingles(function, Points);
        Exact[] exact = [.. points.Select(point => ReferenceMath.Of(function, point.X, point.Y))];
        return Of<float>(
            function,
            name,
            numPy,
            [.. points.Select(point => point.X)],
            [.. points.Select(point => point.Y)],
            (result, place) => exact[place].UnitsFrom(result));
    }

    /// <summary>As a table shows it.</summary>
    public static string Text(double? units) => units switch
    {
        null => "",
        < 100 => units.Value.ToString("0.00", CultureInfo.InvariantCulture),
        < 1e6 => units.Value.ToString("0", CultureInfo.InvariantCulture),
        double.PositiveInfinity => "no digit",
        _ => units.Value.ToString("0.0e0", CultureInfo.InvariantCulture),
    };

    private static FunctionErrors Of<T>(
        Function function, string name, NumPyPeer? numPy, T[] x, T[] y, Func<T, int, double> units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] results = new T[x.Length];
        RunOurs(function, x, y, results);
        double ours = Greatest(results, units);
        double? tensors = null;
        if (TensorFunctions<T>.Has(function))
        {
            TensorFunctions<T>.Run(function, x, y, results);
            tensors = Greatest(results, units);
        }

        if (numPy is null) return new FunctionErrors(ours, null, tensors);
        string type = typeof(T) == typeof(double) ? "float64" : "float32";
        string second = ReferenceMath.IsBinary(function) ? Hex(y) : "";
        byte[] answer = Convert.FromHexString(numPy.Ask($"results {name} {type} {Hex(x)} {second}"));
        return new FunctionErrors(ours, Greatest(MemoryMarshal.Cast<byte, T>(answer), units), tensors);
    }

    private static unsafe void RunOurs<T>(Function function, T[] x, T[] y, T[] results)
        where T : unmanaged
    {
        fixed (T* first = x, second = y, target = results)
        {
            void** arguments = stackalloc void*[] { first, second };
            ElementKernels.Find(function, DTypes.Of<T>()).Run(arguments, target, x.Length);
        }
    }

    private static double Greatest<T>(ReadOnlySpan<T> results, Func<T, int, double> units)
    {
        double greatest = 0;
        for (int place = 0; place < results.Length; place++)
        {
            greatest = Math.Max(greatest, units(results[place], place));
        }

        return greatest;
    }

    private static string Hex<T>(T[] values)
        where T : unmanaged => Convert.ToHexString(MemoryMarshal.AsBytes(values.AsSpan()));
}
