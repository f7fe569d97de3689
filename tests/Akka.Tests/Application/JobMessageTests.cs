using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;
using ActorCompute.Messages;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using static ActorCompute.Messages.JobProtocol;
using ActorRef = ActorCompute.Messages.ActorRef;
using JobProgress = ActorCompute.Messages.JobProtocol.JobProgress;

namespace ActorCompute.Akka.Tests.Application;

/// <summary>What actors of an Akka.NET program and the router say to each other.</summary>
public sealed class JobMessageTests : ComputeKit
{
    private const int RandomSeed = 5_150;

    private readonly ActorComputeExtension _extension;

    public JobMessageTests() =>
        _extension = Sys.AddActorCompute(new ActorComputeOptions { Workers = 2 });

    private IActorRef Router => _extension.Router;

    private ComputeCluster Compute => _extension.Compute;

    [Fact]
    public void A_job_is_accepted_then_tells_how_far_it_is_and_completes_with_its_value()
    {
        const long count = 30_000_000;
        TestProbe probe = CreateTestProbe();
        using PreparedJob job = Compute.Prepare(SlowSumTo(count));
        Router.Tell(job.Message, probe);

        probe.ExpectMsg<JobAccepted>(Generous).ShouldBe(new JobAccepted(job.Id, 458, 65_536));
        probe.LastSender.ShouldBe(Router);
        JobProgress progress = probe.ExpectMsg<JobProgress>(Generous);
        progress.Job.ShouldBe(job.Id);
        progress.ChunksDone.ShouldBeInRange(1, 457);
        long before = progress.ElementsDone;
        object end = probe.FishForMessage(
            message =>
            {
                if (message is not JobProgress next) return true;
                next.ElementsDone.ShouldBeGreaterThan(before);
                before = next.ElementsDone;
                return false;
            },
            Generous);
        JobCompleted completed = end.ShouldBeOfType<JobCompleted>();
        completed.Statistics.ChunksDone.ShouldBe(458);
        Scalar value = job.Complete(completed).Value!.Value;
        value.As<double>().ShouldBe(count * (count - 1) / 2.0);
    }

    [Fact]
    public async Task The_array_of_a_job_has_the_right_elements_and_belongs_to_who_asked()
    {
        var random = new Random(RandomSeed);
        double[] x = [.. Enumerable.Range(0, 100_001).Select(_ => random.NextDouble())];
        PreparedJob job = Compute.Prepare(new JobRequest
        {
            Expression = ArrayExpression.Parse("2*x + 1"),
            Inputs = [("x", x)],
        });
        TestProbe probe = CreateTestProbe();
        Router.Tell(job.Message, probe);
        JobCompleted completed = End(probe).ShouldBeOfType<JobCompleted>();

        using (var array = job.Complete(completed).Array.ShouldBeOfType<ComputeArray<double>>())
        {
            array.ToArray().ShouldBe(x.Select(element => 2 * element + 1));
        }

        await NothingIsLeft(Compute);
        Should.Throw<ObjectDisposedException>(() => job.Complete(completed));
    }

    [Fact]
    public async Task An_ask_is_answered_by_the_end_of_the_job_alone()
    {
        using PreparedJob job = Compute.Prepare(SumTo(1_000_000, chunkSize: 4_096));
        JobCompleted completed = await Router.Ask<JobCompleted>(job.Message, Generous);
        job.Complete(completed).Value!.Value.As<long>().ShouldBe(499_999_500_000);

        JobFailed failed = await Router.Ask<JobFailed>(Malformed(Compute.NewJobId()), Generous);
        failed.Kind.ShouldBe(ErrorKind.InvalidArgument);
    }

    [Fact]
    public Task A_second_sender_of_a_job_is_told_so_and_the_first_has_its_job() =>
        OnlyTheFirstSenderHearsOfTheJob(_extension);

    [Fact]
    public async Task A_mistake_in_a_job_is_answered_by_a_sentence_and_is_no_error_in_the_log()
    {
        TestProbe probe = CreateTestProbe();
        JobId first = Compute.NewJobId();
        await EventFilter.Error().ExpectAsync(0, () =>
        {
            Router.Tell(Malformed(first), probe);
            JobFailed failed = probe.ExpectMsg<JobFailed>(Generous);
            failed.Job.ShouldBe(first);
            failed.Kind.ShouldBe(ErrorKind.InvalidArgument);
            failed.Message.ShouldStartWith("a chunk size of 0 elements is not a multiple of the block");

            Router.Tell(new SubmitJob(Compute.NewJobId(), null!, ActorRef.Nobody), probe);
            probe.ExpectMsg<JobFailed>(Generous).Message.ShouldBe("the job has no spec");

            Router.Tell(SumOfUnknown(Compute.NewJobId()), probe);
            failed = End(probe).ShouldBeOfType<JobFailed>();
            failed.Kind.ShouldBe(ErrorKind.UnknownName);
            return Task.CompletedTask;
        });

        // And the router goes on.
        using PreparedJob job = Compute.Prepare(SumTo(10));
        Router.Tell(job.Message, probe);
        End(probe).ShouldBeOfType<JobCompleted>().Value!.Value.As<long>().ShouldBe(45);
    }

    [Fact]
    public async Task A_cancelled_job_fails_as_cancelled_and_frees_its_workers()
    {
        TestProbe probe = CreateTestProbe();
        using (PreparedJob job = Compute.Prepare(SumTo(Endless)))
        {
            Router.Tell(job.Message, probe);
            probe.ExpectMsg<JobAccepted>(Generous);
            Router.Tell(new CancelJob(job.Id), probe);
            JobFailed failed = End(probe).ShouldBeOfType<JobFailed>();
            failed.Kind.ShouldBe(ErrorKind.Cancelled);
            job.Fail(failed).Message.ShouldBe(failed.Message);
        }

        await NothingIsLeft(Compute);
        (await Compute.ReduceAsync<long>(Reduction.Sum, ArrayInput.Arange(10))).ShouldBe(45);
    }

    [Fact]
    public async Task The_jobs_of_an_actor_that_ends_are_cancelled_without_an_error()
    {
        await EventFilter.Error().ExpectAsync(0, () =>
        {
            TestProbe probe = CreateTestProbe();
            using PreparedJob job = Compute.Prepare(SumTo(Endless));
            Router.Tell(job.Message, probe);
            probe.ExpectMsg<JobAccepted>(Generous);
            End(probe.Ref);
            AwaitEnd(Router, job.Id);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void What_the_router_does_not_take_is_unhandled()
    {
        TestProbe unhandled = CreateTestProbe();
        Sys.EventStream.Subscribe(unhandled, typeof(UnhandledMessage));
        Router.Tell("compute!");
        unhandled.ExpectMsg<UnhandledMessage>(Generous).Message.ShouldBe("compute!");

        // Nor does it believe an actor of the program that a worker of its own has ended.
        var worker = new ActorRef(Compute.Engine.Node, 4);
        Router.Tell(new Actors.Terminated(worker, ProcessDied: true));
        unhandled.ExpectMsg<UnhandledMessage>(Generous).Message.ShouldBeOfType<Actors.Terminated>();
    }

    [Fact]
    public async Task Jobs_fail_with_their_router_where_a_program_stops_it()
    {
        TestProbe probe = CreateTestProbe();
        using PreparedJob job = Compute.Prepare(SumTo(Endless));
        Router.Tell(job.Message, probe);
        probe.ExpectMsg<JobAccepted>(Generous);
        JobHandle<JobResult> called = Compute.Submit(SumTo(Endless));

        Router.Tell(PoisonPill.Instance);
        JobFailed failed = End(probe).ShouldBeOfType<JobFailed>();
        failed.Message.ShouldBe(
            "the actor /user/actorcompute/router was stopped, by the program or with its ActorSystem");
        (await Should.ThrowAsync<ComputeException>(called.Completion.WaitAsync(Generous)))
            .Message.ShouldBe(failed.Message);
        (await Should.ThrowAsync<ComputeException>(
            Compute.Submit(SumTo(10)).Completion.WaitAsync(Generous))).Message.ShouldBe(failed.Message);
    }

    private static SubmitJob SumOfUnknown(JobId job) => new(
        job,
        new ExpressionSpec
        {
            Expression = ArrayExpression.Parse("nobody"),
            Inputs = [new JobInput("i", new(DType.Int64, new Shape(10)), new InputSource.Arange())],
            Reduction = Reduction.Sum,
            Type = DType.Int64,
            Grid = ChunkGrid.For(10, 1),
        },
        ActorRef.Nobody);
}
