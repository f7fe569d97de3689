using System.Diagnostics;
using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Cluster.Tests.Processes;
using ActorCompute.Messages;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>
/// How soon a client does something about what happens to its nodes, by the story of its job. The deadlines
/// leave room for a machine that does much else; what was measured is in the output.
/// </summary>
public sealed class ReactionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Chunks_of_a_worker_that_is_killed_go_out_again_without_waiting_for_its_silence()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect();

        (JobResult result, TimeSpan at) = await Disturb(compute, cluster, worker => worker.Send(Signal.Kill));

        TimeSpan reaction = Reissued(result) - at;
        output.WriteLine($"chunks go out again {reaction.TotalMilliseconds:F0} ms after the kill");
        reaction.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Chunks_of_a_worker_that_is_stopped_go_out_again_after_three_seconds_of_silence()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect();

        (JobResult result, TimeSpan at) = await Disturb(compute, cluster, worker => worker.Send(Signal.Stop));

        TimeSpan reaction = Reissued(result) - at;
        output.WriteLine($"chunks go out again {reaction.TotalMilliseconds:F0} ms after the stop");
        reaction.ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_worker_that_joins_during_a_job_gets_chunks_soon()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 1);
        await using ComputeCluster compute = await cluster.Connect();
        JobRequest request = TestJob.Endless.Request;
        var watch = Stopwatch.StartNew();
        JobHandle<JobResult> job = compute.Submit(request);

        ClusterProcess worker = await cluster.StartWorker("b");
        TimeSpan joined = watch.Elapsed;

        await worker.Computes(TimeSpan.FromMilliseconds(200));
        job.Cancel();
        (await Should.ThrowAsync<ComputeException>(job.Completion)).Kind.ShouldBe(ErrorKind.Cancelled);
        List<StoryEvent> assignments = [.. job.Story.Where(line => line.Kind == StoryKind.Assigned)];
        StoryEvent assigned = assignments.First(line => line.Worker.Node != assignments[0].Worker.Node);
        output.WriteLine($"chunks come {(assigned.At - joined).TotalMilliseconds:F0} ms after it listens");
        (assigned.At - joined).ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Without_workers_a_job_fails_at_its_stall_timeout_and_names_why()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 0);
        await using ComputeCluster compute = await cluster.Connect();
        var options = new JobOptions { StallTimeout = TimeSpan.FromMilliseconds(300) };

        var failure = await Should.ThrowAsync<ComputeException>(
            compute.Submit(TestJob.Small.Request with { Options = options }).Completion);

        failure.Kind.ShouldBe(ErrorKind.Stalled);
        failure.Message.ShouldContain("worker");
    }

    /// <summary>Runs a job, and does something to worker a in the middle of it.</summary>
    /// <returns>The result, and when it was done, since the submission.</returns>
    private static async Task<(JobResult Result, TimeSpan At)> Disturb(
        ComputeCluster compute, TestCluster cluster, Action<ClusterProcess> disturb)
    {
        JobRequest request = TestJob.Sum.Request;
        var watch = Stopwatch.StartNew();
        JobHandle<JobResult> job = compute.Submit(request);
        await cluster.Worker("a").Computes(TimeSpan.FromMilliseconds(200));
        TimeSpan at = watch.Elapsed;
        disturb(cluster.Worker("a"));
        return (await job, at);
    }

    /// <summary>When the first of the lost chunks was assigned again.</summary>
    private static TimeSpan Reissued(JobResult result)
    {
        List<StoryEvent> lost =
            [.. result.Story.Where(line => line.Kind is StoryKind.Lost or StoryKind.Silent)];
        lost.ShouldNotBeEmpty(string.Join('\n', result.Story));
        return result.Story
            .SkipWhile(line => line.Kind is not (StoryKind.Lost or StoryKind.Silent))
            .First(line => line.Kind == StoryKind.Assigned && lost.Any(range => Overlap(range, line)))
            .At;
    }

    private static bool Overlap(StoryEvent one, StoryEvent other) =>
        one.FirstChunk < other.FirstChunk + other.Chunks && other.FirstChunk < one.FirstChunk + one.Chunks;
}
