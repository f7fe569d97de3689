using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;
using Akka.Actor;
using Akka.TestKit;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Akka.Tests.Application;

/// <summary>Array computing as a part of an ActorSystem: its place, its beginning and its end.</summary>
public sealed class ExtensionTests : ComputeKit
{
    [Fact]
    public async Task The_actors_are_where_a_program_looks_for_them()
    {
        ActorComputeExtension extension = Sys.AddActorCompute(new ActorComputeOptions { Workers = 3 });
        extension.Router.Path.ToStringWithoutAddress().ShouldBe("/user/actorcompute/router");
        extension.Compute.EngineName.ShouldBe("akka");
        extension.Compute.Workers.ShouldBe(3);
        foreach (string name in (string[])["router", "aggregator", "worker", "worker-2", "worker-3"])
        {
            IActorRef actor = await Sys.ActorSelection($"/user/actorcompute/{name}").ResolveOne(Generous);
            actor.Path.Name.ShouldBe(name);
        }
    }

    [Fact]
    public void It_is_added_once_and_found_again()
    {
        Should.Throw<ComputeException>(() => ActorComputeExtension.Get(Sys))
            .Message.ShouldBe(
                $"the ActorSystem '{Sys.Name}' does not compute yet: call AddActorCompute first");
        ActorComputeExtension extension = Sys.AddActorCompute();
        ComputeException twice = Should.Throw<ComputeException>(() => Sys.AddActorCompute());
        twice.Kind.ShouldBe(ErrorKind.InvalidState);
        twice.Message.ShouldBe(
            $"the ActorSystem '{Sys.Name}' computes already: take ActorComputeExtension.Get");
        ActorComputeExtension.Get(Sys).ShouldBeSameAs(extension);
    }

    [Fact]
    public void What_is_not_possible_is_said_and_can_be_put_right()
    {
        ComputeException none =
            Should.Throw<ComputeException>(() => Sys.AddActorCompute(new() { Workers = 0 }));
        none.Message.ShouldBe("0 workers are not possible: ask for 1 to 1024");
        Sys.AddActorCompute().Compute.Workers.ShouldBe(Environment.ProcessorCount);
    }

    [Fact]
    public async Task It_is_added_by_an_actor_that_has_the_only_thread()
    {
        const string OneThread = """
            akka.actor.default-dispatcher {
              type = ForkJoinDispatcher
              dedicated-thread-pool.thread-count = 1
            }
            """;
        using ActorSystem system = ActorSystem.Create("narrow", OneThread);
        IActorRef adding = system.ActorOf(Props.Create(() => new Adding()));
        (await adding.Ask<int>("add", Generous)).ShouldBe(2);
        await system.Terminate().WaitAsync(Generous);
    }

    [Fact]
    public async Task A_taken_name_and_an_ended_ActorSystem_are_said()
    {
        ActorSystem system = ActorSystem.Create("taken");
        system.ActorOf(Props.Create(() => new Adding()), "actorcompute");
        Should.Throw<ComputeException>(() => system.AddActorCompute()).Message.ShouldBe(
            "the ActorSystem 'taken' has an actor 'actorcompute' already, which is the name of the engine's: "
            + "give it another");
        await system.Terminate().WaitAsync(Generous);
        Should.Throw<ComputeException>(() => system.AddActorCompute()).Message.ShouldBe(
            "the ActorSystem 'taken' has ended: start another one");
    }

    [Fact]
    public async Task Several_ActorSystems_of_a_process_compute_apart()
    {
        ActorComputeExtension here = Sys.AddActorCompute(new ActorComputeOptions { Workers = 2 });
        using (ActorSystem other = ActorSystem.Create("other"))
        {
            ActorComputeExtension there = other.AddActorCompute(new ActorComputeOptions { Workers = 1 });
            TestProbe probe = CreateTestProbe();
            using PreparedJob job = there.Compute.Prepare(SumTo(1_000));
            there.Router.Tell(job.Message, probe);
            End(probe).ShouldBeOfType<JobCompleted>().Value!.Value.As<long>().ShouldBe(499_500);
            (await here.Compute.ReduceAsync<long>(Reduction.Sum, ArrayInput.Arange(10))).ShouldBe(45);
            await other.Terminate().WaitAsync(Generous);
        }

        (await here.Compute.ReduceAsync<long>(Reduction.Sum, ArrayInput.Arange(100))).ShouldBe(4_950);
    }

    [Theory]
    [InlineData("")]
    [InlineData("akka.coordinated-shutdown.run-by-actor-system-terminate = off")]
    public async Task The_end_of_the_ActorSystem_ends_jobs_and_threads(string configuration)
    {
        ActorSystem system = ActorSystem.Create("ending", configuration);
        ActorComputeExtension extension = system.AddActorCompute(new ActorComputeOptions { Workers = 2 });
        JobHandle<JobResult> job = extension.Compute.Submit(SumTo(Endless));
        TestProbe probe = CreateTestProbe();
        using PreparedJob told = extension.Compute.Prepare(SumTo(Endless));
        extension.Router.Tell(told.Message, probe);
        probe.ExpectMsg<JobAccepted>(Generous);
        await Deadlines.Until(() => ExecutorThreads().Length > 0 || !OperatingSystem.IsLinux());

        await system.Terminate().WaitAsync(Generous);
        ComputeException ended =
            await Should.ThrowAsync<ComputeException>(job.Completion.WaitAsync(Generous));
        ended.Kind.ShouldBe(ErrorKind.Cancelled);
        End(probe).ShouldBeOfType<JobFailed>().Kind.ShouldBe(ErrorKind.Cancelled);
        await Deadlines.Until(() => ExecutorThreads().Length == 0);
        told.Dispose();
        await NothingIsLeft(extension.Compute);
        Should.Throw<ObjectDisposedException>(() => extension.Compute.Prepare(SumTo(10)));
    }

    /// <summary>The ids of the threads that run kernels; none where the system does not tell.</summary>
    private static int[] ExecutorThreads()
    {
        if (!OperatingSystem.IsLinux()) return [];
        var threads = new List<int>();
        foreach (string folder in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                string name = File.ReadAllText(Path.Combine(folder, "comm"));
                if (!name.StartsWith("ActorCompute ex", StringComparison.Ordinal)) continue;
                threads.Add(int.Parse(
                    Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return [.. threads];
    }

    private sealed class Adding : ReceiveActor
    {
        public Adding() => ReceiveAny(_ =>
        {
            var options = new ActorComputeOptions { Workers = 2 };
            Sender.Tell(Context.System.AddActorCompute(options).Compute.Workers);
        });
    }
}
