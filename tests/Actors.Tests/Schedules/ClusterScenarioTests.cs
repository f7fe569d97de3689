using ActorCompute.Messages;
using ActorCompute.Simulation.Faults;
using ActorCompute.Simulation.Scenarios;
using ActorCompute.Simulation.Services;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.MembershipProtocol;
using static ActorCompute.Messages.WorkProtocol;
using static ActorCompute.Simulation.Engine.Duration;

namespace ActorCompute.Actors.Tests.Schedules;

/// <summary>Stories of a cluster: the seed node, several clients, nodes that come back.</summary>
public class ClusterScenarioTests : ScenarioBench
{
    [Fact]
    public void A_running_job_does_not_need_the_seed_node()
    {
        var crash = new Crash(5 * Millisecond, Place: 3, NoticedAfter: Millisecond);

        JobCompleted completed = Complete([ClientAlone, Sharing, Fetching], new JobPlan(), crash);

        completed.Statistics.Retries.ShouldBe(0);
        completed.Statistics.Nodes.ShouldBe(2);
    }

    [Fact]
    public void A_node_that_starts_while_the_seed_node_is_away_gets_work_when_it_is_back()
    {
        var crash = new Crash(
            5 * Millisecond, Place: 2, NoticedAfter: Millisecond, RestartsAfter: 8 * Second);
        NodePlan late = Fetching with { JoinsAt = 2 * Second };

        JobCompleted completed = Complete([ClientAlone, late], new JobPlan(), crash);

        completed.Statistics.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_restarted_seed_node_learns_of_every_node_and_costs_no_chunk()
    {
        var job = new JobPlan { Elements = 4000 * Arrays.Block.Size };
        var crash = new Crash(
            200 * Millisecond, Place: 3, NoticedAfter: Millisecond, RestartsAfter: 100 * Millisecond);

        JobCompleted completed = Complete([ClientAlone, Sharing, Sharing], job, crash);

        completed.Statistics.Retries.ShouldBe(0);
        Log.Sent<MembersChanged>().Where(sent => sent.At > Second).ShouldAllBe(
            sent => sent.Message.Nodes.Count == 2);
    }

    [Fact]
    public void Nothing_of_a_client_that_is_killed_stays_on_a_node()
    {
        long killedAt = 20 * Millisecond, noticedAt = 30 * Millisecond;
        JobPlan[] jobs = [LongJob(1, client: 0), LongJob(2, client: 3)];
        var crash = new Crash(killedAt, Place: 0, NoticedAfter: noticedAt - killedAt);

        object?[] ends = Run([ClientAlone, Fetching, Sharing, ClientAlone], jobs, crash);

        ends[0].ShouldBeNull();
        ends[1].ShouldBeOfType<JobCompleted>();
        Log.Sent<SimulatedTransfers.Close>().Select(sent => sent.Place).ShouldBe([1, 2], ignoreOrder: true);
        Log.Sent<SimulatedTransfers.Close>().ShouldAllBe(sent => sent.At < noticedAt + 10 * Millisecond);
        Log.Writes.Where(write => write.Attempt.Job.Number == 1)
            .ShouldAllBe(write => write.At < noticedAt + 10 * Millisecond);
    }

    [Fact]
    public void Clients_that_share_a_slot_take_turns()
    {
        JobPlan[] jobs = [LongJob(1, client: 0), LongJob(2, client: 2) with { SubmitAt = 10 * Millisecond }];

        object?[] ends = Run([ClientAlone, Sharing, ClientAlone], jobs);

        TimeSpan[] took = [.. ends.Cast<JobCompleted>().Select(end => end.Statistics.Elapsed)];
        took[1].ShouldBeInRange(took[0] * 0.9, took[0] * 1.1);
    }

    [Fact]
    public void A_node_that_comes_back_under_its_name_before_it_was_missed_is_taken_in()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var crash = new Crash(
                20 * Millisecond, Place: 1, NoticedAfter: 4 * Second, RestartsAfter: 10 * Millisecond);

            object?[] ends = Run(new Scenario
            {
                Seed = seed,
                Nodes = [ClientAlone, Fetching],
                Jobs = [LongJob(1, client: 0)],
                Faults = [crash],
            });

            ends[0].ShouldBeOfType<JobCompleted>($"schedule seed {seed}");
            Log.Sent<JoinRefused>().ShouldBeEmpty($"schedule seed {seed}");
        }
    }

    [Fact]
    public void A_client_that_is_back_within_the_grace_finds_its_session_again()
    {
        WorkersAfterABreak(grace: 2 * Second).ShouldBe(1);
        WorkersAfterABreak(grace: 0).ShouldBe(2);
    }

    [Fact]
    public void An_answer_to_a_dial_that_broke_counts_for_nothing_and_the_node_is_dialed_again()
    {
        // The dial is held back, and breaks; the answer is held back too, and the node hears of another break.
        Fault[] faults =
        [
            new Holdup(At: 0, Place: 1, Direction.ToNode, Length: 300 * Millisecond),
            new Partition(
                100 * Millisecond, Place: 1, Direction.FromNode, Length: 10 * Millisecond, NoticedAfter: 0),
            new Holdup(250 * Millisecond, Place: 1, Direction.FromNode, Length: 300 * Millisecond),
            new Partition(
                400 * Millisecond, Place: 1, Direction.ToNode, Length: 10 * Millisecond, NoticedAfter: 0),
        ];

        JobCompleted completed = Complete([ClientAlone, Fetching], new JobPlan(), faults);

        completed.Statistics.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_node_that_was_stopped_while_it_was_dialed_is_dialed_again_when_it_goes_on()
    {
        // The client has given it up, and it is in no list; it answers all the same, and hears of a break.
        Fault[] faults =
        [
            new Holdup(At: 0, Place: 1, Direction.ToNode, Length: 50 * Millisecond),
            new Pause(30 * Millisecond, Place: 1, Length: 6 * Second),
            new FalseAlarm(5 * Second, Place: 1),
            new Holdup(6 * Second, Place: 1, Direction.FromNode, Length: 200 * Millisecond),
            new Partition(
                6_050 * Millisecond, Place: 1, Direction.ToNode, Length: 10 * Millisecond, NoticedAfter: 0),
        ];

        JobCompleted completed = Complete([ClientAlone, Fetching], new JobPlan(), faults);

        completed.Statistics.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(9));
    }

    private int WorkersAfterABreak(long grace)
    {
        object?[] ends = Run(new Scenario
        {
            Nodes = [ClientAlone, Fetching],
            Jobs = [LongJob(1, client: 0)],
            Faults = [new FalseAlarm(20 * Millisecond, Place: 1)],
            SessionGrace = grace,
        });
        ends[0].ShouldBeOfType<JobCompleted>();
        return Log.Sent<WorkerJoined>().Select(sent => sent.Message.Worker).Distinct().Count();
    }

    private static JobPlan LongJob(long number, int client) =>
        new() { Number = number, Client = client, Elements = 100 * Arrays.Block.Size };
}
