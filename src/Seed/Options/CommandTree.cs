using System.CommandLine;
using System.CommandLine.Help;
using ActorCompute.Seed.Output;

namespace ActorCompute.Seed.Options;

/// <summary>The commands of the program.</summary>
internal static class CommandTree
{
    /// <summary>Asks for one object of JSON instead of text.</summary>
    public const string JsonOption = "--json";

    /// <summary>Reads the arguments. What they ask for stops when the token is cancelled.</summary>
    public static ParseResult Parse(string[] arguments, CancellationToken stop)
    {
        var root = new RootCommand(
            "Computes NumPy-style expressions on large arrays, on all cores of this machine or on a cluster.");
        root.Add(EvalCommand.Create(stop));
        root.Add(MeasuringCommand.Sweep(stop));
        root.Add(MeasuringCommand.Crossover(stop));
        root.Add(ClusterCommands.Seed(stop));
        root.Add(ClusterCommands.Status(stop));
        root.Add(ClusterCommands.CertificateCommands());
        foreach (Option option in root.Options)
        {
            if (option is HelpOption help) help.Action = new Help((HelpAction)help.Action!);
        }

        return root.Parse(arguments, Configuration);
    }

    // An expression may begin with - or @.
    private static ParserConfiguration Configuration { get; } = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };
}
