using System.Xml.Linq;

namespace ActorCompute.Architecture.Tests;

/// <summary>Dependencies go downwards only, and only where the design draws a line.</summary>
public class LayerTests
{
    /// <summary>
    /// What each project of src may refer to; what it refers to by way of these comes along.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_layers = new()
    {
        ["Arrays"] = [],
        ["Messages"] = ["Arrays"],
        ["Kernels"] = ["Arrays"],
        ["Actors"] = ["Messages"],
        ["Transfer"] = ["Messages"],
        ["Engines/InProcess"] = ["Actors", "Kernels"],
        ["Engines/Cluster"] = ["Actors", "Kernels", "Transfer", "Engines/InProcess"],
        ["Engines/Tcp"] = ["Engines/Cluster"],
        ["Engines/Akka"] = ["Engines/Cluster"],
        ["Client"] = ["Engines/InProcess", "Engines/Cluster", "Engines/Tcp"],
        ["Akka"] = ["Client", "Engines/Akka"],
        ["Seed"] = ["Client", "Engines/Akka"],
        ["WorkerNode"] = ["Client", "Engines/Cluster", "Engines/Akka"],
    };

    public static TheoryData<string> Projects => [.. SourceTree.Files("*.csproj", "src")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_layers_below_it_only(string project)
    {
        string layer = LayerOf(project);
        s_layers.ShouldContainKey(layer);
        References(project).ShouldBeSubsetOf(s_layers[layer]);
    }

    [Fact]
    public void Messages_and_kernels_do_not_see_each_other_and_actors_do_not_see_kernels()
    {
        Reachable("Messages").ShouldNotContain("Kernels");
        Reachable("Kernels").ShouldNotContain("Messages");
        Reachable("Actors").ShouldNotContain("Kernels");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_its_own_engine_sees_Akka(string project)
    {
        if (LayerOf(project) == "Engines/Akka") return;
        Document(project).Descendants("PackageReference")
            .Select(reference => (string)reference.Attribute("Include")!)
            .ShouldNotContain(package => package.StartsWith("Akka"));
    }

    [Theory]
    [InlineData("Messages")]
    [InlineData("Kernels")]
    [InlineData("Actors")]
    public void Layers_without_effects_of_their_own_have_the_banned_symbols(string layer)
    {
        string project = SourceTree.Files("*.csproj", "src").Single(file => LayerOf(file) == layer);
        Document(project).Descendants("PureLayer").ShouldHaveSingleItem().Value.ShouldBe("true");
    }

    private static string LayerOf(string project) =>
        Path.GetDirectoryName(project)!.Replace('\\', '/')["src/".Length..];

    private static XDocument Document(string project) =>
        XDocument.Load(Path.Combine(SourceTree.Root, project));

    private static IEnumerable<string> References(string project) =>
        from reference in Document(project).Descendants("ProjectReference")
        let path = ((string)reference.Attribute("Include")!).Replace('\\', '/')
        let target = Path.GetFullPath(Path.Combine(SourceTree.Root, Path.GetDirectoryName(project)!, path))
        select LayerOf(Path.GetRelativePath(SourceTree.Root, target).Replace('\\', '/'));

    private static HashSet<string> Reachable(string layer)
    {
        var reached = new HashSet<string>();
        var pending = new Queue<string>([layer]);
        while (pending.TryDequeue(out string? next))
        {
            string project = SourceTree.Files("*.csproj", "src").Single(file => LayerOf(file) == next);
            foreach (string reference in References(project).Where(reached.Add)) pending.Enqueue(reference);
        }

        return reached;
    }
}
