using System.Diagnostics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Client.Tests.Processes;

/// <summary>
/// Worker processes that the program starts itself. A test host is started again like any program.
/// </summary>
public sealed class LocalProcessTests
{
    [Fact]
    public async Task Jobs_run_on_the_processes_with_the_bits_of_one_process()
    {
        using ComputeCluster local = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        await using ComputeCluster compute = await ComputeCluster.StartLocalAsync(2);

        compute.Workers.ShouldBe(2);
        compute.ProcessIds.Distinct().Count().ShouldBe(2);
        compute.ProcessIds.ShouldNotContain(Environment.ProcessId);
        (await SumOfExp(compute)).ShouldBe(await SumOfExp(local));
    }

    [Fact]
    public async Task A_process_that_is_killed_is_started_again()
    {
        await using ComputeCluster compute = await ComputeCluster.StartLocalAsync(2);
        int victim = compute.ProcessIds[0];

        Process.GetProcessById(victim).Kill();
        (await SumOfExp(compute)).ShouldBeGreaterThan(1);

        await Eventually.True(
            () => !compute.ProcessIds.Contains(victim) && compute.Workers == 2, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Disposing_the_cluster_leaves_no_process_behind()
    {
        IReadOnlyList<int> processes;
        await using (ComputeCluster compute = await ComputeCluster.StartLocalAsync(2))
        {
            processes = compute.ProcessIds;
            processes.ShouldAllBe(id => Eventually.IsAlive(id));
        }

        processes.ShouldAllBe(id => !Eventually.IsAlive(id));
    }

    [Fact]
    public async Task The_processes_of_a_program_that_is_killed_are_gone_within_three_seconds()
    {
        var start = new ProcessStartInfo(
            "dotnet", ["exec", typeof(LocalProcessTests).Assembly.Location, ParentProgram.Argument])
        {
            RedirectStandardOutput = true,
        };
        using Process program = Process.Start(start)!;
        string line = (await program.StandardOutput.ReadLineAsync())!;
        int[] children = [.. line.Split(' ').Select(int.Parse)];
        children.Length.ShouldBe(3);
        children.ShouldAllBe(id => Eventually.IsAlive(id));

        program.Kill();

        await Eventually.True(() => !children.Any(Eventually.IsAlive), TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task A_number_of_processes_that_is_not_possible_is_refused(int processes)
    {
        ComputeException refusal =
            await Should.ThrowAsync<ComputeException>(() => ComputeCluster.StartLocalAsync(processes));

        refusal.Kind.ShouldBe(ErrorKind.InvalidArgument);
        refusal.Message.ShouldBe($"{processes} processes are not possible: ask for 1 to 256");
    }

    [Fact]
    public async Task Processes_that_are_not_there_in_time_are_an_error_and_end()
    {
        var options = new ProcessOptions { StartTimeout = TimeSpan.FromMilliseconds(1) };

        ComputeException late =
            await Should.ThrowAsync<ComputeException>(() => ComputeCluster.StartLocalAsync(1, options));

        late.Kind.ShouldBe(ErrorKind.Timeout);
        late.Message.ShouldStartWith("the 1 worker processes were not there within 0 s");
    }

    private static async Task<double> SumOfExp(ComputeCluster cluster) => await cluster.ReduceAsync<double>(
        Reduction.Sum, "exp(x)", [("x", ArrayInput.Random(300_000, seed: 5))]);
}
