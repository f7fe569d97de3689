using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Faults;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.WorkProtocol;
using static ActorCompute.Simulation.Engine.Duration;

namespace ActorCompute.Actors.Tests.Schedules;

/// <summary>
/// Stories of one client, each of which tells one thing, on the simulator that draws the others. Every oracle
/// watches them.
/// </summary>
public class ScenarioTests : ScenarioBench
{
    [Fact]
    public void A_job_on_the_clients_own_slots_completes_without_a_fetch()
    {
        JobCompleted completed = Complete([ClientAlone with { Slots = 2 }], new JobPlan { Sums = true });

        completed.Statistics.Workers.ShouldBe(2);
        Log.Sent<TransferProtocol.Fetch>().ShouldBeEmpty();
    }

    [Fact]
    public void Nodes_that_do_not_share_memory_compute_the_same_bits()
    {
        var job = new JobPlan { Sums = true, Elements = 37 * Block.Size + 5, FetchedInputs = 2 };

        Scalar? near = Complete([ClientAlone with { Slots = 1 }], job).Value;
        job = job with { ChunkBlocks = 3 };
        Scalar? far = Complete([ClientAlone, Fetching, Fetching, Sharing], job).Value;

        near.ShouldNotBeNull();
        far.ShouldBe(near);
    }

    [Fact]
    public void Router_reissues_a_chunk_when_its_worker_dies()
    {
        var crash = new Crash(3 * Millisecond, Place: 1, NoticedAfter: 10 * Millisecond);

        JobCompleted completed = Complete([ClientAlone, Sharing, Sharing], new JobPlan(), crash);

        completed.Statistics.Retries.ShouldBeGreaterThan(0);
        Log.Sent<AssignChunks>().ShouldAllBe(sent => sent.Message.FreshOutputs == null);
    }

    [Fact]
    public void A_late_writer_cannot_touch_the_result()
    {
        var pause = new Pause(3 * Millisecond, Place: 1, Length: 8 * Second);

        JobCompleted completed = Complete([ClientAlone, Sharing, Sharing], new JobPlan(), pause);

        long end = (long)completed.Statistics.Elapsed.TotalNanoseconds;
        Log.Writes.ShouldContain(write => write.At > end, "the paused node writes after the end of the job");
        completed.Outputs[0].Count.ShouldBeGreaterThan(1, "and what it writes is no part of the result");
    }

    [Fact]
    public void A_silent_node_is_noticed_after_three_seconds()
    {
        var pause = new Pause(3 * Millisecond, Place: 1, Length: 60 * Second);

        JobCompleted completed = Complete([ClientAlone, Sharing, Sharing], new JobPlan(), pause);

        completed.Statistics.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(4.2));
    }

    [Fact]
    public void A_pause_too_short_to_be_silence_costs_no_chunk()
    {
        var pause = new Pause(3 * Millisecond, Place: 1, Length: 2 * Second);

        JobCompleted completed = Complete([ClientAlone, Sharing], new JobPlan(), pause);

        completed.Statistics.Retries.ShouldBe(0);
    }

    [Fact]
    public void A_node_behind_a_healed_partition_computes_again()
    {
        var partition = new Partition(
            3 * Millisecond, Place: 1, Direction.Both, 5 * Second, NoticedAfter: Second);

        JobCompleted completed = Complete([ClientAlone, Fetching], new JobPlan(), partition);

        completed.Statistics.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_chunk_that_kills_three_nodes_gets_one_solo_run_then_fails_the_job_by_name()
    {
        var job = new JobPlan { KillingChunk = 5, Kills = 100 };

        JobFailed failed = Fail([ClientAlone, Sharing, Sharing, Sharing, Sharing], job);

        failed.Kind.ShouldBe(ErrorKind.ChunkLost);
        failed.Message.ShouldContain("chunk 5");
        Log.Sent<AssignChunks>().Last().Message.FirstChunk.ShouldBe(5);
    }

    [Fact]
    public void A_chunk_that_kills_three_nodes_and_spares_the_fourth_is_not_to_blame()
    {
        var job = new JobPlan { KillingChunk = 5, Kills = 3 };

        JobCompleted completed = Complete([ClientAlone, Sharing, Fetching, Sharing], job);

        completed.Statistics.Retries.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void A_process_that_starts_again_is_not_taken_for_the_one_that_died()
    {
        for (long moment = Millisecond; moment < 20 * Millisecond; moment += 300 * Microsecond)
        {
            var crash = new Crash(
                moment, Place: 1, NoticedAfter: 5 * Millisecond, RestartsAfter: 10 * Microsecond);
            Complete([ClientAlone, Fetching], new JobPlan { ChunkBlocks = 2 }, crash);
        }
    }

    [Fact]
    public void A_cancel_ends_a_job_within_two_blocks()
    {
        JobFailed failed = Fail([ClientAlone with { Slots = 2 }], new JobPlan { CancelAt = 5 * Millisecond });

        failed.Kind.ShouldBe(ErrorKind.Cancelled);
        failed.Statistics.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(7.2));
    }

    [Fact]
    public void A_cancel_while_a_node_is_paused_abandons_its_slices()
    {
        var pause = new Pause(3 * Millisecond, Place: 1, Length: 20 * Second);

        JobFailed failed = Fail([ClientAlone, Sharing], new JobPlan { CancelAt = 5 * Millisecond }, pause);

        failed.Abandoned.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_job_without_workers_fails_at_its_stall_timeout()
    {
        JobFailed failed = Fail([ClientAlone], new JobPlan { StallTimeout = TimeSpan.FromSeconds(10) });

        failed.Kind.ShouldBe(ErrorKind.Stalled);
        failed.Statistics.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.1));
    }

    [Fact]
    public void A_job_waits_for_a_worker_that_joins_late()
    {
        NodePlan late = Fetching with { JoinsAt = 15 * Second };

        JobCompleted completed = Complete([ClientAlone, late], new JobPlan());

        completed.Statistics.Retries.ShouldBe(0);
    }

    [Fact]
    public void A_kernels_failure_ends_the_job_and_leaves_the_others_alone()
    {
        JobPlan[] jobs = [new() { FailingChunk = 7 }, new() { Number = 2, Sums = true }];

        object?[] ends = Run([ClientAlone, Fetching, Sharing], jobs);

        ends[0].ShouldBeOfType<JobFailed>().Message.ShouldContain("chunk 7");
        ends[1].ShouldBeOfType<JobCompleted>();
    }

    [Fact]
    public void An_empty_job_sums_to_zero()
    {
        JobCompleted completed = Complete([ClientAlone, Fetching], new JobPlan { Elements = 0, Sums = true });

        completed.Value.ShouldBe(Scalar.Of(0.0));
    }

    [Fact]
    public void A_job_can_be_cancelled_at_any_moment()
    {
        foreach (long moment in Moments)
        {
            var job = new JobPlan { CancelAt = moment, Sums = true, FetchedInputs = 2 };

            object? end = Run([ClientAlone with { Slots = 1 }, Sharing, Fetching], [job])[0];

            if (end is JobFailed failed) failed.Kind.ShouldBe(ErrorKind.Cancelled, $"cancelled at {moment} ns");
        }
    }

    [Fact]
    public void A_node_can_die_at_any_moment()
    {
        foreach (long moment in Moments)
        {
            for (int place = 1; place <= 2; place++)
            {
                var fault = new Crash(moment, place, NoticedAfter: Millisecond);
                Complete([ClientAlone, Sharing, Fetching], new JobPlan(), fault);
            }
        }
    }

    [Fact]
    public void A_node_can_fall_silent_at_any_moment_and_wake_after_the_job()
    {
        foreach (long moment in Moments)
        {
            for (int place = 1; place <= 2; place++)
            {
                var fault = new Pause(moment, place, Length: 6 * Second);
                Complete([ClientAlone, Sharing, Fetching], new JobPlan(), fault);
            }
        }
    }

    /// <summary>From before the first message to after the end of a job, by steps that meet each phase.</summary>
    private static IEnumerable<long> Moments =>
        Enumerable.Range(0, 250).Select(step => step * 47 * Microsecond);
}
