using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Faults;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;
using static ActorCompute.Simulation.Engine.Duration;

namespace ActorCompute.Actors.Tests.Schedules;

/// <summary>Stories of jobs whose results lie in files, and of nodes that do not have the client's.</summary>
public class FileScenarioTests : ScenarioBench
{
    private static readonly NodePlan _seeing = Fetching with { SeesFilesPerMille = 1000 };
    private static readonly JobPlan _job = new() { WritesFiles = true, FetchedInputs = 0, HasGeneratedInput = true };

    [Fact]
    public void Nodes_that_see_the_file_send_nothing()
    {
        JobCompleted completed = Complete([ClientAlone, _seeing, _seeing], _job);

        completed.Statistics.Nodes.ShouldBe(2);
        Log.Sent<Fetch>().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_does_not_see_it_computes_as_well_and_has_its_results_fetched()
    {
        JobCompleted completed = Complete([ClientAlone, _seeing, Fetching], _job);

        completed.Statistics.Nodes.ShouldBe(2);
        Log.Sent<Fetch>().ShouldNotBeEmpty();
        completed.Outputs[0].ShouldHaveSingleItem("all is in the file, as nobody was lost");
    }

    [Fact]
    public void A_late_writer_to_the_file_touches_nothing_that_the_program_gets()
    {
        var pause = new Pause(3 * Millisecond, Place: 1, Length: 8 * Second);

        JobCompleted completed = Complete([ClientAlone, _seeing, _seeing], _job, pause);

        long end = (long)completed.Statistics.Elapsed.TotalNanoseconds;
        Log.Writes.ShouldContain(write => write.At > end, "the paused node writes after the end of the job");
        completed.Outputs[0].Count.ShouldBeGreaterThan(1, "and what it writes is no part of the result");
    }

    [Fact]
    public void A_node_that_refuses_a_job_costs_the_others_nothing_but_its_share()
    {
        JobCompleted completed = Complete(
            [ClientAlone, Fetching, Fetching], _job with { RefusingPlaces = [1] });

        completed.Statistics.Nodes.ShouldBe(1);
        completed.Statistics.Retries.ShouldBe(0);
        Log.Sent<ChunkRefused>().Count.ShouldBeInRange(1, 3, "what it had prepared, and no more");
    }

    [Fact]
    public void A_job_that_all_nodes_refuse_fails_with_what_one_said()
    {
        JobFailed failed = Fail(
            [ClientAlone, Fetching, Sharing], _job with { RefusingPlaces = [1, 2] });

        failed.Kind.ShouldBe(ErrorKind.InputChanged);
        failed.Message.ShouldContain("the files are others");
        failed.Statistics.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }
}
