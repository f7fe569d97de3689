using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;
using ActorCompute.Engines.InProcess;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using static ActorCompute.Messages.JobProtocol;
using ActorRef = ActorCompute.Messages.ActorRef;

namespace ActorCompute.Akka.Tests.Application;

/// <summary>An ActorSystem of a program, its probes, and jobs for them.</summary>
/// <param name="configuration">HOCON over that of the test kit.</param>
public abstract class ComputeKit(string configuration = "") : TestKit(configuration)
{
    /// <summary>So many that no test sees their end.</summary>
    protected const long Endless = 1L << 50;

    /// <summary>An upper bound: nothing waits that long that is not broken.</summary>
    protected static TimeSpan Generous => Deadlines.Generous;

    /// <summary>The sum of 0 to <paramref name="count"/> - 1, in so many elements a chunk.</summary>
    protected static JobRequest SumTo(long count, long? chunkSize = null) => new()
    {
        Expression = ArrayExpression.Parse("i"),
        Inputs = [("i", ArrayInput.Arange(count))],
        Reduction = Reduction.Sum,
        Options = new JobOptions { ChunkSize = chunkSize },
    };

    /// <summary>As <see cref="SumTo"/>, and takes many times as long as some messages.</summary>
    protected static JobRequest SlowSumTo(long count) => SumTo(count, chunkSize: 65_536) with
    {
        Expression = ArrayExpression.Parse("i + 0*sin(sin(sin(sin(sin(sin(sin(sin(i))))))))"),
    };

    /// <summary>A job that cannot be: it has no chunk size.</summary>
    protected static SubmitJob Malformed(JobId job) => new(
        job,
        new ExpressionSpec
        {
            Expression = ArrayExpression.Parse("i"),
            Inputs = [new JobInput("i", new(DType.Int64, new Shape(10)), new InputSource.Arange())],
            Type = DType.Int64,
            Grid = new ChunkGrid(10, ChunkSize: 0),
        },
        ActorRef.Nobody);

    /// <summary>No job has anything in the table of arrays any more.</summary>
    protected static Task NothingIsLeft(ComputeCluster compute) =>
        Deadlines.Until(() => ((InProcessEngine)compute.Engine).ArrayCount == 0);

    /// <summary>The last message about a job; those before it are dropped.</summary>
    protected static object End(TestProbe probe) =>
        probe.FishForMessage(message => message is JobCompleted or JobFailed, Generous);

    /// <summary>Waits until a job that nobody hears of has ended.</summary>
    protected void AwaitEnd(IActorRef router, JobId job)
    {
        // Its id can be used again then; until then the router says that it was sent before.
        TestProbe probe = CreateTestProbe();
        AwaitCondition(
            () =>
            {
                router.Tell(Malformed(job), probe);
                object? answer = probe.ReceiveOne(TimeSpan.FromMilliseconds(100));
                return answer is JobFailed { Kind: ErrorKind.InvalidArgument };
            },
            Generous);
    }

    /// <summary>
    /// A job that several actors send: the first has its result, and the others hear that they have none and
    /// have no say in it, also where they end.
    /// </summary>
    protected async Task OnlyTheFirstSenderHearsOfTheJob(ActorComputeExtension extension)
    {
        const long count = 30_000_000;
        TestProbe first = CreateTestProbe();
        TestProbe second = CreateTestProbe();
        using PreparedJob job = extension.Compute.Prepare(SlowSumTo(count));
        extension.Router.Tell(job.Message, first);
        extension.Router.Tell(job.Message, second);
        JobFailed told = second.ExpectMsg<JobFailed>(Generous);
        JobFailed asked = await extension.Router.Ask<JobFailed>(job.Message, Generous);
        extension.Router.Tell(job.Message, first);
        End(second.Ref);

        (told.Job, told.Kind).ShouldBe((job.Id, ErrorKind.InvalidState));
        told.Message.ShouldBe($"{job.Id} was sent before, and a job is sent once: prepare another one");
        asked.Message.ShouldBe(told.Message);
        JobCompleted completed = End(first).ShouldBeOfType<JobCompleted>();
        job.Complete(completed).Value!.Value.As<double>().ShouldBe(count * (count - 1) / 2.0);
    }

    /// <summary>Ends an actor, and waits until all who watch it know.</summary>
    protected void End(IActorRef actor)
    {
        TestProbe watcher = CreateTestProbe();
        watcher.Watch(actor);
        Sys.Stop(actor);
        watcher.ExpectTerminated(actor, Generous);
    }
}
