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
        // Its id can be used again then; until then the router does not answer.
        TestProbe probe = CreateTestProbe();
        AwaitCondition(
            () =>
            {
                router.Tell(Malformed(job), probe);
                return probe.ReceiveOne(TimeSpan.FromMilliseconds(100)) is JobFailed;
            },
            Generous);
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
