using System.Text.Json;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>What a process said, and how it ended.</summary>
/// <param name="Title">What it was: <c>seed node</c>, <c>worker node a</c>, <c>client</c>.</param>
internal sealed record Outcome(string Title, int ExitCode, string Output, string Error)
{
    /// <summary>The one object on standard output of a process that did what it was asked for.</summary>
    public JsonElement Json()
    {
        ExitCode.ShouldBe(0, ToString());
        return JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>The sha256 that a client reports.</summary>
    public string Sha256() => Json().GetProperty("sha256").GetString()!;

    /// <summary>
    /// The one line on standard error, and nothing else on either stream: no stack trace, no log.
    /// </summary>
    public string ErrorLine()
    {
        Output.ShouldBeEmpty(ToString());
        Error.Trim('\n').ShouldNotContain("\n", customMessage: ToString());
        Error.ShouldNotBeEmpty(ToString());
        return Error.Trim('\n');
    }

    public override string ToString() =>
        $"{Title}: exit code {ExitCode}\n--- standard output\n{Output}--- standard error\n{Error}";
}
