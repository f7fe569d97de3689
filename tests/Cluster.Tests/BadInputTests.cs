using System.Net;
using System.Net.Sockets;
using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>A mistake is one line that says what to do, and exit code 2: never a stack trace.</summary>
public sealed class BadInputTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorcompute-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("seed --listen nonsense", "'nonsense' is not an address")]
    [InlineData("seed --listen 127.0.0.1:99999", "'127.0.0.1:99999' is not an address")]
    [InlineData("seed --listen 0.0.0.0:0", "needs --certificates")]
    [InlineData("certificates create FOLDER/made --hosts ,", "--hosts names no host")]
    [InlineData("certificates create FOLDER/made", "--hosts names no host")]
    [InlineData("certificates create --hosts a", "see actorcompute certificates create --help")]
    [InlineData("certificates make FOLDER/made", "'make' is not a command of actorcompute certificates")]
    [InlineData("seed --listen 127.0.0.1:0 --certificates FOLDER/none", "FOLDER/none")]
    [InlineData("seed --listen 127.0.0.1:BUSY", "BUSY")]
    [InlineData("seed", "--listen")]
    [InlineData("status --cluster nonsense", "'nonsense' is not an address")]
    [InlineData("status --cluster 127.0.0.1:FREE", "127.0.0.1:FREE")]
    [InlineData("status --cluster 192.0.2.1:7100", "needs --certificates")]
    [InlineData("eval x --random x=9 --cluster 127.0.0.1:FREE", "127.0.0.1:FREE")]
    [InlineData("eval x --random x=9 --cluster no-such-host.invalid:7100", "no-such-host.invalid")]
    [InlineData("certificates create FOLDER/new --hosts a,b:c", "'b:c' is not a host")]
    public Task A_mistake_on_the_command_line_is_told_in_one_line(string arguments, string sentence) =>
        FailsWith(Programs.CommandLine, arguments, sentence);

    [Theory]
    [InlineData("", "--seed")]
    [InlineData("--seed nonsense", "'nonsense' is not an address")]
    [InlineData("--seed 127.0.0.1:FREE", "127.0.0.1:FREE")]
    [InlineData("--seed 127.0.0.1:FREE --listen 127.0.0.1:BUSY", "BUSY")]
    [InlineData("--seed 127.0.0.1:FREE --slots 0", "slots")]
    [InlineData("--seed 127.0.0.1:FREE --memory -1", "--memory")]
    [InlineData("--seed 127.0.0.1:FREE --memory lots", "'lots' for option '--memory': it takes a whole number")]
    [InlineData("--seed 127.0.0.1:FREE --data-root FOLDER/none", "FOLDER/none")]
    [InlineData("--seed 192.0.2.1:7100", "say with --listen where other machines reach this node")]
    [InlineData("--seed 127.0.0.1:FREE --listen 0.0.0.0:0", "say with --advertise where they reach this node")]
    [InlineData(
        "--seed 127.0.0.1:FREE --listen 0.0.0.0:0 --advertise 127.0.0.1:7100", "needs --certificates")]
    [InlineData("--seed 127.0.0.1:FREE --colour red", "--colour")]
    [InlineData("--seed 127.0.0.1:FREE --functions FOLDER/none.dll --allow Shop", "there is no such file")]
    [InlineData("--seed 127.0.0.1:FREE --functions FOLDER/none.dll", "without --allow lets nothing run")]
    [InlineData("--seed 127.0.0.1:FREE --allow Shop", "--allow needs --functions")]
    public Task A_mistake_with_a_worker_node_is_told_in_one_line(string arguments, string sentence) =>
        FailsWith(Programs.WorkerNode, arguments, sentence);

    [Fact]
    public async Task A_name_that_another_node_has_is_refused()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 1);

        ClusterProcess second = cluster.Run(
            "second a",
            Programs.WorkerNode,
            ["--seed", cluster.Address, "--name", "a", "--listen", "127.0.0.1:0", .. TestEngine.Options]);

        Outcome outcome = await second.End();
        outcome.Error.Trim('\n').ShouldNotContain("\n");
        outcome.Error.ShouldContain("'a'");
        outcome.ExitCode.ShouldBe(2);
        (await cluster.RunJob(TestJob.Small)).Sha256().ShouldBe(await TestJob.Small.Sha256InProcess());
    }

    private async Task FailsWith(string program, string arguments, string sentence)
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        string Filled(string text) => text
            .Replace("FOLDER", _folder)
            .Replace("BUSY", $"{((IPEndPoint)busy.LocalEndpoint).Port}")
            .Replace("FREE", "1");
        string[] words = Filled(arguments).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await using ClusterProcess process = ClusterProcess.Start(arguments, Place.Loopback, program, words);

        Outcome outcome = await process.End();

        outcome.ErrorLine().ShouldContain(Filled(sentence));
        outcome.ExitCode.ShouldBe(2, outcome.ToString());
    }
}
