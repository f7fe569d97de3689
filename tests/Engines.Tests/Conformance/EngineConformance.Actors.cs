using System.Collections.Concurrent;
using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>Actors of a program: order, ends, watches and timers.</summary>
public abstract partial class EngineConformance
{
    [Fact]
    public async Task Messages_of_a_sender_arrive_in_order_and_one_at_a_time()
    {
        await using EngineBench bench = Bench();
        const int senders = 4;
        const int each = 20_000;
        int[] next = new int[senders];
        int inside = 0;
        int wrong = 0;
        int received = 0;
        ActorRef actor = bench.Engine.Spawn(new Handler((_, message) =>
        {
            if (message is not (int sender, int number)) return;
            if (Interlocked.Increment(ref inside) != 1 || next[sender]++ != number) wrong++;
            received++;
            Interlocked.Decrement(ref inside);
        }));
        Parallel.For(0, senders, new ParallelOptions { MaxDegreeOfParallelism = senders }, sender =>
        {
            for (int number = 0; number < each; number++) bench.Engine.Send(actor, (sender, number));
        });
        await Deadlines.Until(() => Volatile.Read(ref received) == senders * each);
        wrong.ShouldBe(0);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_its_own_actor_and_its_watchers_hear_of_it()
    {
        await using EngineBench bench = Bench();
        var failures = new ConcurrentQueue<ActorFailure>();
        bench.Engine.ActorFailed += failures.Enqueue;
        int handled = 0;
        ActorRef failing = bench.Engine.Spawn(new Handler((_, message) =>
        {
            if (message is "fail") throw new FormatException("as planned");
            handled++;
        }));
        var watcher = new Watcher(failing);
        bench.Engine.Spawn(watcher);
        bench.Engine.Send(failing, "fail");
        (await watcher.Heard).ShouldBe(failing);
        await Deadlines.Until(() => !failures.IsEmpty);
        ActorFailure failure = failures.ShouldHaveSingleItem();
        failure.Actor.ShouldBe(failing);
        failure.IsOfEngine.ShouldBeFalse();
        failure.Error.Message.ShouldBe("as planned");
        bench.Engine.Send(failing, "more");
        await bench.Map("x", new double[5000], new double[5000], 1).Start().Complete();
        handled.ShouldBe(1, "the start, and nothing after the failure");
    }

    [Fact]
    public async Task Whoever_watches_an_actor_that_is_gone_hears_so_at_once()
    {
        await using EngineBench bench = Bench();
        ActorRef gone = bench.Engine.Spawn(new Handler((_, _) => { }));
        var before = new Watcher(gone);
        bench.Engine.Spawn(before);
        await before.Watching;
        bench.Engine.Stop(gone);
        var after = new Watcher(gone);
        bench.Engine.Spawn(after);
        (await before.Heard).ShouldBe(gone);
        (await after.Heard).ShouldBe(gone);
    }

    [Fact]
    public async Task Timers_fire_in_the_order_in_which_they_are_due()
    {
        await using EngineBench bench = Bench();
        var fired = new ConcurrentQueue<int>();
        bench.Engine.Spawn(new Handler((context, message) =>
        {
            if (message is int due) fired.Enqueue(due);
            if (message is not Started) return;
            for (int number = 0; number < 200; number++)
            {
                context.Schedule(TimeSpan.FromMilliseconds(20 - (number % 2 * 15)), number);
            }
        }));
        await Deadlines.Until(() => fired.Count == 200);
        int[] odd = [.. Enumerable.Range(0, 100).Select(number => 2 * number + 1)];
        fired.Where(number => number % 2 == 1).ShouldBe(odd);
        fired.Where(number => number % 2 == 0).ShouldBe(odd.Select(number => number - 1));
        fired.First().ShouldBe(1);
    }

    private sealed class Handler(Action<IActorContext, object> receive) : IHandler
    {
        public void Receive(IActorContext context, object message) => receive(context, message);
    }

    private sealed class Watcher(ActorRef watched) : IHandler
    {
        private readonly TaskCompletionSource _watching = new();
        private readonly TaskCompletionSource<ActorRef> _heard = new();

        public Task Watching => _watching.Task.WaitAsync(Deadlines.Generous);

        public Task<ActorRef> Heard => _heard.Task.WaitAsync(Deadlines.Generous);

        public void Receive(IActorContext context, object message)
        {
            if (message is Terminated terminated) _heard.SetResult(terminated.Actor);
            if (message is not Started) return;
            context.Watch(watched);
            _watching.SetResult();
        }
    }
}
