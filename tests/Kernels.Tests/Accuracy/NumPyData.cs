using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// The sets of arguments and results with which NumPy validates its functions: files of an installed NumPy,
/// found through Python, or where ACTORCOMPUTE_NUMPY_DATA says.
/// </summary>
internal static class NumPyData
{
    private const string Variable = "ACTORCOMPUTE_NUMPY_DATA";
    private const string FindFolder = "import numpy.core, os; print(os.path.dirname(numpy.core.__file__))";
    private static readonly string[] _interpreters = ["/usr/bin/python3", "python3"];
    private static readonly string? _folder = Environment.GetEnvironmentVariable(Variable) ?? Search();

    /// <summary>Why there are none; null if there are.</summary>
    public static string? Missing => _folder is null
        ? $"no NumPy with its tests is installed, and {Variable} names no folder of its validation sets"
        : null;

    /// <summary>Argument and result of every line of the set for a function.</summary>
    public static IEnumerable<(Scalar Argument, Scalar Result)> Of(Function function) =>
        from line in File.ReadLines(FileOf(_folder!, function))
        where line.StartsWith("np.float", StringComparison.Ordinal)
        let words = line.Split(',')
        let type = words[0] == "np.float64" ? DType.Float64 : DType.Float32
        select (new Scalar(type, Bits(words[1])), new Scalar(type, Bits(words[2])));

    private static long Bits(string hexadecimal) => (long)ulong.Parse(
        hexadecimal.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string FileOf(string folder, Function function) =>
        Path.Combine(folder, $"umath-validation-set-{function.ToString().ToLowerInvariant()}.csv");

    private static string? Search() => (
        from interpreter in _interpreters
        let package = Run(interpreter)
        where package is not null
        from core in new[] { package, Path.Combine(package, "..", "_core") }
        let data = Path.Combine(core, "tests", "data")
        where File.Exists(FileOf(data, Function.Exp))
        select data).FirstOrDefault();

    /// <summary>Where the interpreter has NumPy; null if it has none, or is none.</summary>
    private static string? Run(string interpreter)
    {
        var start = new ProcessStartInfo(interpreter, ["-W", "ignore", "-c", FindFolder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            string? folder = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return process.ExitCode == 0 ? folder : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>
/// A theory that needs NumPy's validation sets; where there are none, it is skipped and says why.
/// </summary>
internal sealed class NumPyDataTheoryAttribute : TheoryAttribute
{
    public NumPyDataTheoryAttribute() => Skip = NumPyData.Missing;
}
