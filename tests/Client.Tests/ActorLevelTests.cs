using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Engines.InProcess;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Client.Tests;

/// <summary>The level below the methods: an actor of the program speaks to the router.</summary>
public sealed class ActorLevelTests
{
    [Fact]
    public async Task An_actor_submits_a_job_and_hears_of_it_by_messages()
    {
        await using ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        double[] x = Numbers.Random(200_000);
        double[] result = new double[x.Length];

        // What a message speaks of is in the table of arrays for as long as the job runs.
        ArrayId input = cluster.Arrays.Add(new MemorySource<double>(x));
        ArrayId output = cluster.Arrays.Add(new MemoryTarget<double>(result));
        var elements = new ArrayDescription(DType.Float64, new Shape(x.Length));
        var spec = new ExpressionSpec
        {
            Expression = ArrayExpression.Parse("x + r"),
            Inputs =
            [
                new JobInput("x", elements, new InputSource.ByReference(input)),
                new JobInput("r", elements, new InputSource.Random(Seed: 7)),
            ],
            Outputs = [new JobOutput(elements, output)],
            Type = DType.Float64,
            Grid = ChunkGrid.For(x.Length, Block.Size),
        };
        var listener = new Listener(cluster.Router, new SubmitJob(cluster.NewJobId(), spec, ActorRef.Nobody));
        ActorRef actor = cluster.Spawn(listener);
        JobCompleted completed = (await listener.Ended).ShouldBeOfType<JobCompleted>();
        cluster.Stop(actor);
        cluster.Arrays.Remove(input);
        cluster.Arrays.Remove(output);

        listener.Accepted.ShouldBe(new JobAccepted(completed.Job, 49, Block.Size));
        completed.Statistics.ChunksDone.ShouldBe(49);
        completed.Outputs.ShouldHaveSingleItem().ShouldBe([new SliceRef(output, 0, x.Length)]);
        using ComputeArray<double> random =
            await cluster.EvaluateAsync<double>("r", [("r", ArrayInput.Random(x.Length, seed: 7))]);
        result.ShouldBe(x.Select((value, index) => value + random[index]));
    }

    [Fact]
    public async Task A_prepared_job_gives_its_result_once_and_leaves_nothing_behind()
    {
        await using ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        double[] x = Numbers.Random(20_000);
        PreparedJob job = cluster.Prepare(new JobRequest
        {
            Expression = ArrayExpression.Parse("2*x"),
            Inputs = [("x", x)],
        });
        var listener = new Listener(cluster.Router, job.Message);
        cluster.Spawn(listener);
        JobCompleted completed = (await listener.Ended).ShouldBeOfType<JobCompleted>();
        Should.Throw<ComputeException>(() => job.Complete(completed with { Job = cluster.NewJobId() }))
            .Kind.ShouldBe(ErrorKind.InvalidArgument);

        using (var array = job.Complete(completed).Array.ShouldBeOfType<ComputeArray<double>>())
        {
            array.ToArray().ShouldBe(x.Select(element => 2 * element));
        }

        Should.Throw<ObjectDisposedException>(() => job.Complete(completed));
        job.Dispose();
        ((InProcessEngine)cluster.Engine).ArrayCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_prepared_job_that_failed_is_an_error_to_throw()
    {
        await using ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        PreparedJob job = cluster.Prepare(new JobRequest
        {
            Expression = ArrayExpression.Parse("i"),
            Inputs = [("i", ArrayInput.Arange(1L << 50))],
            Reduction = Reduction.Sum,
            Options = new JobOptions { Timeout = TimeSpan.FromMilliseconds(20) },
        });
        var listener = new Listener(cluster.Router, job.Message);
        cluster.Spawn(listener);
        JobFailed failed = (await listener.Ended).ShouldBeOfType<JobFailed>();
        ComputeException error = job.Fail(failed);
        error.Kind.ShouldBe(ErrorKind.Timeout);
        error.Message.ShouldBe(failed.Message);
        ((InProcessEngine)cluster.Engine).ArrayCount.ShouldBe(0);
    }

    [Fact]
    public async Task The_router_cannot_be_stopped_by_a_program()
    {
        await using ComputeCluster cluster = ComputeCluster.Local();
        cluster.Stop(cluster.Router);

        double sum = await cluster.ReduceAsync<double>(Reduction.Sum, new double[] { 1, 2, 3 });
        sum.ShouldBe(6);
    }

    [Fact]
    public async Task A_job_by_message_that_cannot_be_is_answered_with_a_sentence()
    {
        await using ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        var spec = new ExpressionSpec
        {
            Expression = ArrayExpression.Parse("i"),
            Inputs = [new JobInput("i", new(DType.Int64, new Shape(10)), new InputSource.Arange())],
            Type = DType.Int64,
            Grid = new ChunkGrid(10, ChunkSize: 0),
        };
        var listener = new Listener(cluster.Router, new SubmitJob(cluster.NewJobId(), spec, ActorRef.Nobody));
        cluster.Spawn(listener);
        JobFailed failed = (await listener.Ended).ShouldBeOfType<JobFailed>();
        failed.Kind.ShouldBe(ErrorKind.InvalidArgument);
        failed.Message.ShouldStartWith("a chunk size of 0 elements is not a multiple of the block");
        listener.Accepted.ShouldBeNull();
    }

    /// <summary>
    /// Submits when it starts, names itself as the one who hears, and keeps what it is told.
    /// </summary>
    private sealed class Listener(ActorRef router, SubmitJob submit) : IHandler
    {
        private readonly TaskCompletionSource<object> _ended = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<object> Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public JobAccepted? Accepted { get; private set; }

        public void Receive(IActorContext context, object message)
        {
            switch (message)
            {
                case Started:
                    context.Send(router, submit with { ReplyTo = context.Self });
                    break;
                case JobAccepted accepted:
                    Accepted = accepted;
                    break;
                case JobCompleted or JobFailed:
                    _ended.SetResult(message);
                    break;
            }
        }
    }
}
