#:project ../src/Client/ActorCompute.Client.csproj

// The actor level: a program's own actor sends a job to the router and hears of it by messages.
// Run it with: dotnet run -c Release examples/ask_router.cs

using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;
using ActorCompute.Messages;

await using ComputeCluster compute = ComputeCluster.Local();
var done = new TaskCompletionSource();
compute.Spawn(new Customer(compute.Router, compute.NewJobId(), done));
await done.Task;

// Handles one message at a time, on the thread pool. Its state needs no lock.
sealed class Customer(ActorRef router, JobId job, TaskCompletionSource done) : IHandler
{
    private const long Count = 50_000_000;
    private int _progress;

    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Started:
                context.Send(router, new JobProtocol.SubmitJob(job, MeanOfSquares(), context.Self));
                break;
            case JobProtocol.JobAccepted accepted:
                Console.WriteLine($"accepted in {accepted.Chunks} chunks of {accepted.ChunkSize} elements");
                break;
            case JobProtocol.JobProgress:
                _progress++;
                break;
            case JobProtocol.JobCompleted completed:
                Console.WriteLine($"mean of squares {completed.Value}");
                Console.WriteLine(
                    $"{completed.Statistics.ChunksDone} chunks by {completed.Statistics.Workers} workers, "
                    + $"progress was {(_progress > 0 ? "told" : "not needed")}");
                done.SetResult();
                break;
            case JobProtocol.JobFailed failed:
                Console.WriteLine($"failed: {failed.Message}");
                done.SetResult();
                break;
        }
    }

    // The numbers are made where they are needed: nothing but this description travels.
    private static ExpressionSpec MeanOfSquares() => new()
    {
        Expression = ArrayExpression.Parse("x**2"),
        Inputs =
        [
            new JobInput(
                "x", new ArrayDescription(DType.Float64, new Shape(Count)), new InputSource.Random(Seed: 1)),
        ],
        Reduction = Reduction.Mean,
        Type = DType.Float64,
        Grid = ChunkGrid.For(Count, requested: 65_536),
    };
}
