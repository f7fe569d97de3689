using ActorCompute.Coefficients.Fits;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients;

/// <summary>All families of constants, and where their files are.</summary>
internal static class Families
{
    /// <summary>The folder of the files, from the root of the repository.</summary>
    public const string Folder = "src/Kernels/Functions/Coefficients";

    /// <summary>Each family by its name; making one takes a second or two.</summary>
    public static IReadOnlyDictionary<string, Func<Family>> All { get; } =
        new Dictionary<string, Func<Family>>
        {
            ["Exponentials"] = ExponentialsFits.Make,
            ["Logarithms"] = LogarithmsFits.Make,
            ["Powers"] = PowersFits.Make,
            ["Roots"] = RootsFits.Make,
            ["Trigonometry"] = TrigonometryFits.Make,
        };
}
