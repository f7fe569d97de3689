#:project ../src/Akka/ActorCompute.Akka.csproj

// Array computing on an ActorSystem of Akka.NET: an actor prepares jobs, sends them to the router, hears of
// them by messages, and answers those who ask it. Needs the packages of Akka.NET.
// Run it with: dotnet run -c Release examples/akka_actor.cs [HOST:PORT]
// where HOST:PORT is the seed node of a cluster of the engine akka, if the jobs are to be computed there.

using ActorCompute.Akka;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;
using ActorCompute.Messages;
using Akka.Actor;

using ActorSystem system = ActorSystem.Create("program");
ActorComputeExtension extension =
    system.AddActorCompute(new ActorComputeOptions { Cluster = args.Length > 0 ? args[0] : null });
string path = extension.Router.Path.ToStringWithoutAddress();
Console.WriteLine($"{extension.Compute.Workers} workers behind {path}");

// An actor that computes for others.
IActorRef means = system.ActorOf(Props.Create(() => new Means(extension)), "means");
foreach (string expression in (string[])["x**2", "exp(-x)", "x + y"])
{
    object answer = await means.Ask(new Means.Of(expression), TimeSpan.FromMinutes(1));
    Console.WriteLine($"the mean of {expression} is {answer}");
}

// An Ask of the router itself is answered when the job has ended.
using PreparedJob job = extension.Compute.Prepare(new JobRequest
{
    Expression = ArrayExpression.Parse("2*x"),
    Inputs = [("x", new double[] { 1, 2, 3 })],
});
JobProtocol.JobCompleted done =
    await extension.Router.Ask<JobProtocol.JobCompleted>(job.Message, TimeSpan.FromMinutes(1));
JobResult doubled = job.Complete(done);
using (var array = (ComputeArray<double>)doubled.Array!)
{
    Console.WriteLine($"doubled {string.Join(' ', array.ToArray())}");
}

await system.Terminate();

sealed class Means : ReceiveActor
{
    private const long Count = 10_000_000;

    // The jobs that run, and who asked for them.
    private readonly Dictionary<JobId, (PreparedJob Job, IActorRef Asker)> _running = [];
    private readonly ActorComputeExtension _extension;

    public Means(ActorComputeExtension extension)
    {
        _extension = extension;
        Receive<Of>(Submit);
        Receive<JobProtocol.JobAccepted>(accepted => Console.WriteLine(
            $"{accepted.Job} has {accepted.Chunks} chunks of {accepted.ChunkSize} elements"));
        Receive<JobProtocol.JobProgress>(_ => { });
        Receive<JobProtocol.JobCompleted>(completed =>
        {
            if (!_running.Remove(completed.Job, out var one)) return;
            one.Asker.Tell(one.Job.Complete(completed).Value!.Value.As<double>());
        });
        Receive<JobProtocol.JobFailed>(failed =>
        {
            if (!_running.Remove(failed.Job, out var one)) return;
            one.Asker.Tell($"not known: {one.Job.Fail(failed).Message}");
        });
    }

    // The router cancels the jobs of an actor that ends.
    protected override void PostStop()
    {
        foreach ((PreparedJob job, _) in _running.Values) job.Dispose();
    }

    private void Submit(Of of)
    {
        try
        {
            PreparedJob job = _extension.Compute.Prepare(new JobRequest
            {
                Expression = ArrayExpression.Parse(of.Expression),
                Inputs = [("x", ArrayInput.Random(Count, seed: 1))],
                Reduction = Reduction.Mean,
            });
            _running[job.Id] = (job, Sender);
            _extension.Router.Tell(job.Message);
        }
        catch (ComputeException mistake)
        {
            Sender.Tell($"not known: {mistake.Message}");
        }
    }

    public sealed record Of(string Expression);
}
