using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// What the kernels give on processors with fewer instructions: the same bits without AVX-512, the same
/// accuracy without AVX2 and fused products.
/// </summary>
public class OtherProcessorTests
{
    [Avx512Fact]
    public void Without_AVX_512_no_bit_changes()
    {
        string[] lines = Run(Program.Hashes, "DOTNET_EnableAVX512");
        lines[0].ShouldBe("AVX2 True, FMA True, AVX-512 False");
        string[] here = [.. ResultHashes.Lines()];
        here.Length.ShouldBe(4 * PointsWithDivisions.Functions.Length);
        lines.Skip(1).ShouldBe(here);
    }

    [Fact]
    public void Without_AVX2_and_fused_products_results_are_as_accurate()
    {
        string[] lines = Run(Program.Errors, "DOTNET_EnableAVX2");
        lines[0].ShouldBe("AVX2 False, FMA False, AVX-512 False");
        lines.Length.ShouldBe(1 + ReferenceMath.Functions.Count);
        foreach (string line in lines.Skip(1))
        {
            string[] words = line.Split(' ');
            AccuracyBar bar = AccuracyBar.Of(Enum.Parse<Function>(words[0]));
            double[] errors =
                [.. words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
            errors[0].ShouldBeLessThanOrEqualTo(bar.Normal, line);
            errors[1].ShouldBeLessThanOrEqualTo(bar.Subnormal, line);
            errors[2].ShouldBeLessThanOrEqualTo(AccuracyBar.OfSingles, line);
        }
    }

    /// <summary>What this assembly prints as a program, where an instruction set is switched off.</summary>
    private static string[] Run(string what, string variable)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Program).Assembly.Location, what])
        {
            RedirectStandardOutput = true,
            Environment = { [variable] = "0" },
        };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return lines;
    }
}

/// <summary>A test that compares with AVX-512: without it, it is skipped and says so.</summary>
internal sealed class Avx512FactAttribute : FactAttribute
{
    public Avx512FactAttribute() => Skip = Avx512F.IsSupported ? null : "the processor has no AVX-512";
}
