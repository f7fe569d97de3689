using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// A hash of the results of every function, at each width and for each dtype, over points that reach every
/// way through a kernel: vectors of ordinary lanes alone, of rare ones alone, and of both.
/// </summary>
internal static class ResultHashes
{
    private const int Drawn = 20_000;
    private const int OfAnyBits = 4_000;
    private const int Repeated = 2_000;

    // As many lanes as the widest vector of float32 has.
    private const int Lanes = 16;

    /// <summary>A line a hash.</summary>
    public static IEnumerable<string> Lines() =>
        from function in PointsWithDivisions.Functions
        from line in (IEnumerable<string>)[.. Lines<double>(function), .. Lines<float>(function)]
        select line;

    private static IEnumerable<string> Lines<T>(Function function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T X, T Y)[] points = [.. PointsOf<T>(function)];
        T[] x = [.. points.Select(point => point.X)];
        T[] y = [.. points.Select(point => point.Y)];
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            T[] results = KernelRunner.Run(function, x, y, width);
            byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<T>(results));
            yield return $"{Convert.ToHexStringLower(hash)} {function} of {typeof(T).Name}, {width}";
        }
    }

    private static IEnumerable<(T X, T Y)> PointsOf<T>(Function function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T X, T Y)[] drawn =
        [
            .. from point in PointsWithDivisions.Of(function, Drawn)
               select (T.CreateTruncating(point.X), T.CreateTruncating(point.Y)),
        ];
        T[] any = [.. Points.OfAnyBits(seed: 41, 2 * OfAnyBits).Select(T.CreateTruncating)];
        return
        [
            .. drawn,
            .. drawn.Take(Repeated).SelectMany(point => Enumerable.Repeat(point, Lanes)),
            .. any.Take(OfAnyBits).Zip(any.Skip(OfAnyBits)),
            .. SpecialValues.Of<T>(function).Select(special => (special.X, special.Y)),
        ];
    }
}
