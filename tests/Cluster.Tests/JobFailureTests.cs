using System.Text.Json;
using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>Jobs that cannot succeed say what, where and why.</summary>
public sealed class JobFailureTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_kernel_that_fails_on_an_element_names_chunk_element_and_node_and_is_not_tried_again()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);

        Outcome outcome = await cluster.StartClient(
            "eval", "2 ** (1_000_000 - i)", "--arange", "i=2_000_000", "--reduce", "sum", "--json").End();

        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        JsonElement error = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("error");
        error.GetProperty("kind").GetString().ShouldBe("kernel_failed");
        string message = error.GetProperty("message").GetString()!;
        message.ShouldMatch("chunk [0-9]+ \\(elements [0-9]+ to [0-9]+\\)");
        NodeState[] nodes = await cluster.Status();
        nodes.ShouldContain(node => message.Contains($"node {node.Id}"));
        (await cluster.RunJob(TestJob.Small)).Sha256().ShouldBe(await TestJob.Small.Sha256InProcess());
    }
}
