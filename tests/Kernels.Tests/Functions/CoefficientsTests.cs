using System.Runtime.CompilerServices;
using ActorCompute.Coefficients;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>The constants in the sources are those that their generator makes.</summary>
public class CoefficientsTests
{
    private static readonly string s_root = FindRoot();

    public static TheoryData<string> AllFamilies => [.. Families.All.Keys];

    [Theory]
    [MemberData(nameof(AllFamilies))]
    public void A_familys_constants_are_what_its_fits_make(string family)
    {
        string file = Path.Combine(s_root, Families.Folder, family + ".cs");
        File.ReadAllText(file).ShouldBe(
            Families.All[family]().ToSource(),
            $"{Families.Folder}/{family}.cs differs from its fits: run eng/Coefficients again");
    }

    [Fact]
    public void No_file_of_constants_is_without_fits() =>
        Directory.EnumerateFiles(Path.Combine(s_root, Families.Folder))
            .Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Families.All.Keys, ignoreOrder: true);

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
