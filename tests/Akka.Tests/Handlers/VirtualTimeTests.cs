using ActorCompute.Actors.Routing;
using ActorCompute.Akka.Tests.Application;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Engines.Akka.Actors;
using ActorCompute.Engines.InProcess;
using ActorCompute.Messages;
using Akka.Actor;
using Akka.TestKit;
using static ActorCompute.Messages.JobProtocol;
using ActorRef = ActorCompute.Messages.ActorRef;

namespace ActorCompute.Akka.Tests.Handlers;

/// <summary>Timers of handlers are Akka's: a test makes an hour pass at once.</summary>
public sealed class VirtualTimeTests()
    : ComputeKit("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_job_that_finds_no_worker_fails_when_its_stall_timeout_has_passed()
    {
        (IActorRef router, TestProbe probe) = RouterWithoutWorkers();
        SubmitJob job = Job(1);
        router.Tell(job, probe);
        probe.ExpectMsg<JobAccepted>(Generous);
        WaitFor(router, probe);
        Scheduler.Advance(TimeSpan.FromSeconds(59));
        WaitFor(router, probe);
        Scheduler.Advance(TimeSpan.FromSeconds(2));

        JobFailed failed = probe.ExpectMsg<JobFailed>(Generous);
        failed.Job.ShouldBe(job.Job);
        failed.Kind.ShouldBe(ErrorKind.Stalled);
        failed.Message.ShouldBe(
            "nothing moved for 60 s when 0 of 1 chunks (0 of 10 elements) were done: there is no worker");
    }

    [Fact]
    public void Timeouts_of_jobs_pass_in_their_order()
    {
        (IActorRef router, TestProbe probe) = RouterWithoutWorkers();
        SubmitJob later = Job(2, TimeSpan.FromHours(2));
        SubmitJob sooner = Job(1, TimeSpan.FromHours(1));
        router.Tell(later, probe);
        router.Tell(sooner, probe);
        probe.ExpectMsg<JobAccepted>(Generous);
        probe.ExpectMsg<JobAccepted>(Generous);
        WaitFor(router, probe);
        Scheduler.Advance(TimeSpan.FromMinutes(61));
        JobFailed failed = probe.ExpectMsg<JobFailed>(Generous);
        failed.Job.ShouldBe(sooner.Job);
        failed.Message.ShouldStartWith("the job's timeout of 3600 s passed");
        WaitFor(router, probe);
        Scheduler.Advance(TimeSpan.FromMinutes(60));
        probe.ExpectMsg<JobFailed>(Generous).Job.ShouldBe(later.Job);
    }

    private static SubmitJob Job(long number, TimeSpan? timeout = null)
    {
        var spec = new ExpressionSpec
        {
            Expression = ArrayExpression.Parse("i"),
            Inputs = [new JobInput("i", new(DType.Int64, new Shape(10)), new InputSource.Arange())],
            Reduction = Reduction.Sum,
            Type = DType.Int64,
            Grid = ChunkGrid.For(10, 1),
            Timeout = timeout,
            StallTimeout = timeout is null ? JobSpec.DefaultStallTimeout : TimeSpan.FromDays(1),
        };
        return new SubmitJob(new JobId(1, number), spec, ActorRef.Nobody);
    }

    private (IActorRef Router, TestProbe Probe) RouterWithoutWorkers()
    {
        var host = new AkkaHost(Sys, InProcessEngine.NewNode());
        ActorRef router = host.SpawnOfEngine(new Router(
            new RouterOptions { Node = host.Node }, aggregator: ActorRef.Nobody, transfers: ActorRef.Nobody));
        return (host.Find(router)!, CreateTestProbe());
    }

    /// <summary>The router has handled all that was sent before: it answers in turn.</summary>
    private static void WaitFor(IActorRef router, TestProbe probe)
    {
        var mark = new JobId(2, 1);
        router.Tell(Malformed(mark), probe);
        probe.ExpectMsg<JobFailed>(Generous).Job.ShouldBe(mark);
    }
}
