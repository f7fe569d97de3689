using System.Globalization;
using System.Runtime.Intrinsics.X86;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// Run as a program, the test assembly prints hashes or errors of its results: for those on a processor that
/// is told to have fewer instructions, which only the start of a process can say.
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
        foreach (string line in arguments is [Hashes] ? ResultHashes.Lines() : ErrorLines())
        {
            Console.WriteLine(line);
        }
    }

    private static IEnumerable<string> ErrorLines() =>
        from function in ReferenceMath.Functions
        let doubles = FunctionErrors.OfDoubles(function, Count, VectorWidths.Preferred)
        let singles = FunctionErrors.OfSingles(function, Count, VectorWidths.Preferred)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{function} {doubles.Greatest:R} {doubles.GreatestOfSubnormal:R} {singles.Greatest:R}");
}
