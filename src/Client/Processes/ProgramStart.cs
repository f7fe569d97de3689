using System.Reflection;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Processes;

/// <summary>How this program is started again.</summary>
/// <param name="FileName">What to execute.</param>
/// <param name="Arguments">
/// What to give it before the program's own arguments, of which there are none.
/// </param>
internal sealed record ProgramStart(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// The executable of this process; where that is <c>dotnet</c>, with the program's assembly.
    /// </summary>
    /// <exception cref="ComputeException">The program cannot be started again.</exception>
    public static ProgramStart OfThisProgram()
    {
        ChildRole.ThrowIfUntaken();
        if (typeof(ProgramStart).Assembly.Location.Length == 0)
        {
            throw CannotStart(
                "is published as a single file or as native code: publish it as a folder of assemblies");
        }

        if (AppContext.TryGetSwitch("System.StartupHookProvider.IsSupported", out bool hasHooks) && !hasHooks)
        {
            throw CannotStart(
                "switches startup hooks off: set StartupHookSupport to true in the project file");
        }

        string host = Environment.ProcessPath ?? throw CannotStart("has no executable that is known");
        if (Path.GetFileNameWithoutExtension(host) != "dotnet") return new ProgramStart(host, []);
        string? entry = Assembly.GetEntryAssembly()?.Location;
        if (string.IsNullOrEmpty(entry)) throw CannotStart("has no entry assembly: another one hosts it");
        return new ProgramStart(host, ["exec", .. ConfigurationOf(entry), entry]);
    }

    /// <summary>
    /// A test host is an assembly of no configuration of its own, which runs with the tests': its
    /// dependencies tell where that is.
    /// </summary>
    private static string[] ConfigurationOf(string entry)
    {
        if (File.Exists(Path.ChangeExtension(entry, ".runtimeconfig.json"))) return [];
        string? files = AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string;
        string? dependencies = files?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        const string ending = ".deps.json";
        if (dependencies is null || !dependencies.EndsWith(ending, StringComparison.Ordinal)) return [];
        string configuration = dependencies[..^ending.Length] + ".runtimeconfig.json";
        return File.Exists(configuration)
            ? ["--depsfile", dependencies, "--runtimeconfig", configuration]
            : [];
    }

    private static ComputeException CannotStart(string because) => new(
        ErrorKind.InvalidState,
        $"worker processes cannot be started, because this program {because}; or use ComputeCluster.Local");
}
