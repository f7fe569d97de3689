using System.Globalization;
using System.Runtime.Intrinsics.X86;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// Run as a program, the test assembly prints hashes or errors of its results: for those on a processor that
/// is told to have fewer instructions, which only the start of a process can say; and for longer searches:
/// <c>dotnet run -c Release --project tests/Kernels.Tests -- errors 10000000</c>.
/// </summary>
internal static class Program
{
    public const string Hashes = "hashes";
    public const string Errors = "errors";

    // Without its instruction a fused product takes long.
    private const int Count = 20_000;

    /// <summary>Which instructions there are, the first line of all output.</summary>
    public static string Instructions =>
        $"AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}, AVX-512 {Avx512F.IsSupported}";

    private static void Main(string[] arguments)
    {
        Console.WriteLine(Instructions);
        IEnumerable<string> lines = arguments switch
        {
            [Hashes] => ResultHashes.Lines(),
            [Errors, var count] => ErrorLines(int.Parse(count, CultureInfo.InvariantCulture)),
            _ => ErrorLines(Count),
        };
        foreach (string line in lines) Console.WriteLine(line);
    }

    // The greatest of float64, normal and subnormal, and of float32.
    private static IEnumerable<string> ErrorLines(int count) =>
        from function in ReferenceMath.Functions
        let doubles = FunctionErrors.OfDoubles(function, count, VectorWidths.Preferred)
        let singles = FunctionErrors.OfSingles(function, count, VectorWidths.Preferred)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{function} {doubles.Greatest:R} {doubles.GreatestOfSubnormal:R} {singles.Greatest:R}");
}
