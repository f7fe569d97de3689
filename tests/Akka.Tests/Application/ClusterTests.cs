using System.Collections.Concurrent;
using ActorCompute.Akka.Tests.Values;
using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using Akka.Actor;
using Akka.TestKit;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Akka.Tests.Application;

/// <summary>An ActorSystem whose jobs are computed by a cluster.</summary>
public sealed class ClusterTests : ComputeKit, IAsyncLifetime
{
    private static readonly HostPort s_anyPort = new("127.0.0.1", 0);

    private readonly SeedNode _seed =
        new(new SeedNodeOptions { Listen = s_anyPort, Engine = ClusterEngines.Akka });

    private WorkerNode? _worker;

    private static FunctionTypes Functions =>
        [typeof(Shop), typeof(Chain), typeof(Box), typeof(Values.Shape), typeof(Circle)];

    private ActorComputeOptions Options => new() { Cluster = _seed.Address.ToString() };

    public async Task InitializeAsync()
    {
        var joined = new TaskCompletionSource();
        _worker = await WorkerNode.StartAsync(new WorkerNodeOptions
        {
            Seed = _seed.Address,
            Listen = s_anyPort,
            Engine = ClusterEngines.Akka,
            Name = "worker",
            Slots = 2,
            Functions = new NodeFunctions(Functions, ClusterEngines.Akka),
            Joined = () => joined.TrySetResult(),
        });
        await joined.Task.WaitAsync(Generous);
    }

    public async Task DisposeAsync()
    {
        await Sys.Terminate();
        if (_worker is not null) await _worker.DisposeAsync();
        _seed.Dispose();
    }

    [Fact]
    public async Task An_actor_of_the_program_hears_of_its_job_on_the_cluster()
    {
        ActorComputeExtension extension = Sys.AddActorCompute(Options);
        extension.Router.Path.ToStringWithoutAddress().ShouldBe("/user/actorcompute/router");
        extension.Router.Path.Address.System.ShouldBe(Sys.Name);
        extension.Compute.Workers.ShouldBe(2);

        TestProbe probe = CreateTestProbe();
        using PreparedJob job = extension.Compute.Prepare(SumTo(1_000_000, chunkSize: 65_536));
        extension.Router.Tell(job.Message, probe);
        probe.ExpectMsg<JobAccepted>(Generous).ShouldBe(new JobAccepted(job.Id, 16, 65_536));
        probe.LastSender.ShouldBe(extension.Router);
        JobCompleted completed = End(probe).ShouldBeOfType<JobCompleted>();
        job.Complete(completed).Value!.Value.As<long>().ShouldBe(499_999_500_000);

        using PreparedJob asked = extension.Compute.Prepare(SumTo(10));
        JobCompleted answer = await extension.Router.Ask<JobCompleted>(asked.Message, Generous);
        answer.Value!.Value.As<long>().ShouldBe(45);
    }

    [Fact]
    public Task A_second_sender_of_a_job_is_told_so_and_the_first_has_its_job() =>
        OnlyTheFirstSenderHearsOfTheJob(Sys.AddActorCompute(Options));

    [Fact]
    public async Task Mistakes_and_cancellations_are_answered_and_are_no_errors_in_the_log()
    {
        ActorComputeExtension extension = Sys.AddActorCompute(Options);
        await EventFilter.Error().ExpectAsync(0, () =>
        {
            TestProbe probe = CreateTestProbe();
            extension.Router.Tell(Malformed(extension.Compute.NewJobId()), probe);
            probe.ExpectMsg<JobFailed>(Generous).Kind.ShouldBe(ErrorKind.InvalidArgument);

            using PreparedJob job = extension.Compute.Prepare(SumTo(Endless));
            extension.Router.Tell(job.Message, probe);
            probe.ExpectMsg<JobAccepted>(Generous);
            extension.Router.Tell(new CancelJob(job.Id), probe);
            End(probe).ShouldBeOfType<JobFailed>().Kind.ShouldBe(ErrorKind.Cancelled);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void The_jobs_of_an_actor_that_ends_are_cancelled()
    {
        ActorComputeExtension extension = Sys.AddActorCompute(Options);
        TestProbe probe = CreateTestProbe();
        using PreparedJob job = extension.Compute.Prepare(SumTo(Endless));
        extension.Router.Tell(job.Message, probe);
        probe.ExpectMsg<JobAccepted>(Generous);
        End(probe.Ref);
        AwaitEnd(extension.Router, job.Id);
    }

    [Fact]
    public async Task The_end_of_the_ActorSystem_ends_its_jobs_on_the_cluster()
    {
        ActorSystem system = ActorSystem.Create("ending");
        ActorComputeExtension extension = system.AddActorCompute(Options);
        TestProbe probe = CreateTestProbe();
        using PreparedJob job = extension.Compute.Prepare(SumTo(Endless));
        extension.Router.Tell(job.Message, probe);
        probe.ExpectMsg<JobAccepted>(Generous);
        JobHandle<JobResult> called = extension.Compute.Submit(SumTo(Endless));

        await system.Terminate().WaitAsync(Generous);
        End(probe).ShouldBeOfType<JobFailed>().Kind.ShouldBe(ErrorKind.Cancelled);
        (await Should.ThrowAsync<ComputeException>(called.Completion.WaitAsync(Generous)))
            .Kind.ShouldBe(ErrorKind.Cancelled);
    }

    [Fact]
    public void A_pool_runs_functions_of_records_on_the_worker_nodes()
    {
        ActorComputeExtension extension = Sys.AddActorCompute(Options with { Functions = Functions });
        using ActorPool pool = extension.Compute.Pool();
        var box = new Box(new Circle("c", 1), [new Circle("d", 2)]);

        pool.Map(Shop.Longer, [new Chain(2, null), null])
            .ShouldBe([new Chain(1, new Chain(2, null)), new Chain(1, null)]);
        pool.Apply(Shop.Same, box).ShouldBeEquivalentTo(box);
        Box other = box with { Inside = new Spy("s") };
        Should.Throw<ComputeException>(() => pool.Apply(Shop.Same, other)).Message
            .ShouldContain("Spy is not on the list of types that may travel");
    }

    [Fact]
    public void The_clients_own_ActorSystem_has_the_HOCON_of_the_options()
    {
        var lines = new ConcurrentQueue<string>();
        Sys.AddActorCompute(Options with { Hocon = "akka.loglevel = DEBUG", Log = lines.Enqueue });

        lines.ShouldContain(line => line.StartsWith("Akka.NET, "));
        Sys.Settings.LogLevel.ShouldNotBe("DEBUG");
    }

    [Fact]
    public void A_cluster_that_is_not_there_is_said_and_can_be_put_right()
    {
        ComputeException nobody = Should.Throw<ComputeException>(
            () => Sys.AddActorCompute(new ActorComputeOptions { Cluster = "127.0.0.1:1" }));
        nobody.Kind.ShouldBe(ErrorKind.Unreachable);
        Sys.AddActorCompute(Options).Compute.Workers.ShouldBe(2);
    }

    [Fact]
    public void Jobs_fail_with_the_routers_deputy_where_a_program_stops_it()
    {
        ActorComputeExtension extension = Sys.AddActorCompute(Options);
        TestProbe probe = CreateTestProbe();
        using PreparedJob job = extension.Compute.Prepare(SumTo(Endless));
        extension.Router.Tell(job.Message, probe);
        probe.ExpectMsg<JobAccepted>(Generous);
        extension.Router.Tell(PoisonPill.Instance);
        End(probe).ShouldBeOfType<JobFailed>().Message.ShouldBe(
            "the router was stopped, by the program or with its ActorSystem");
    }
}
