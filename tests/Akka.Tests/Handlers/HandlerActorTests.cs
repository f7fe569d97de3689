using System.Collections.Concurrent;
using ActorCompute.Actors;
using ActorCompute.Akka.Tests.Application;
using ActorCompute.Engines.Akka.Actors;
using ActorCompute.Engines.InProcess;
using ActorCompute.Messages;
using Akka.Actor;
using Akka.TestKit;
using ActorRef = ActorCompute.Messages.ActorRef;
using IActorContext = ActorCompute.Actors.IActorContext;
using Terminated = ActorCompute.Actors.Terminated;

namespace ActorCompute.Akka.Tests.Handlers;

/// <summary>Handlers as actors of Akka.NET.</summary>
public sealed class HandlerActorTests : ComputeKit
{
    private readonly AkkaHost _host;
    private readonly TestProbe _probe;

    public HandlerActorTests()
    {
        _host = new AkkaHost(Sys, InProcessEngine.NewNode());
        _probe = CreateTestProbe();
    }

    [Fact]
    public void A_handler_answers_an_actor_of_the_program()
    {
        ActorRef echo = Spawn((context, message) => context.Send(context.Sender, message));
        _host.Find(echo)!.Tell("hello", _probe);
        _probe.ExpectMsg("hello", Generous);
        _probe.LastSender.ShouldBe(_host.Find(echo));
    }

    [Fact]
    public void A_message_without_a_sender_is_answered_to_nobody()
    {
        var senders = new ConcurrentQueue<ActorRef>();
        ActorRef actor = Spawn((context, message) =>
        {
            senders.Enqueue(context.Sender);
            _host.Refer(_probe.Ref).ShouldNotBe(ActorRef.Nobody);
            _probe.Ref.Tell(message);
        });
        _probe.ExpectMsg<Started>(Generous);
        _host.Find(actor)!.Tell("hello", ActorRefs.NoSender);
        _probe.ExpectMsg("hello", Generous);
        senders.ShouldBe([ActorRef.Nobody, ActorRef.Nobody]);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_its_actor_and_says_so_in_the_log()
    {
        var failures = new ConcurrentQueue<ActorFailure>();
        _host.ActorFailed += failures.Enqueue;
        ActorRef failing = Spawn((_, message) =>
        {
            if (message is "fail") throw new FormatException("as planned");
        });
        IActorRef actor = _host.Find(failing)!;
        _probe.Watch(actor);
        await EventFilter.Exception<FormatException>("as planned")
            .ExpectOneAsync(() =>
            {
                actor.Tell("fail", _probe);
                return Task.CompletedTask;
            });
        _probe.ExpectTerminated(actor, Generous);
        ActorFailure failure = failures.ShouldHaveSingleItem();
        failure.Actor.ShouldBe(failing);
        failure.IsOfEngine.ShouldBeFalse();
        failure.Error.ShouldBeOfType<FormatException>();
        _host.Find(failing).ShouldBeNull();
    }

    [Fact]
    public void The_end_of_an_actor_of_Akka_is_one_to_the_handlers_that_watch_it()
    {
        ActorRef watched = Spawn((_, _) => { });
        ActorRef watcher = Spawn((context, message) =>
        {
            if (message is Started) context.Watch(watched);
            _probe.Ref.Tell(message);
        });
        _probe.ExpectMsg<Started>(Generous);
        _host.Find(watched)!.Tell(PoisonPill.Instance);
        _probe.ExpectMsg<Terminated>(Generous).ShouldBe(new Terminated(watched, ProcessDied: true));

        // And at once where it has ended before.
        Spawn((context, message) =>
        {
            if (message is Started) context.Watch(watched);
            else _probe.Ref.Tell(message);
        });
        _probe.ExpectMsg<Terminated>(Generous).Actor.ShouldBe(watched);
        _host.Stop(watcher);
    }

    [Fact]
    public void An_actor_that_was_stopped_by_another_hand_is_reported()
    {
        var failures = new BlockingCollection<ActorFailure>();
        _host.ActorFailed += failures.Add;
        ActorRef own = Spawn((_, _) => { });
        ActorRef other = Spawn((_, _) => { });
        IActorRef actor = _host.Find(own)!;
        _probe.Watch(actor);
        _host.Stop(own);
        _probe.ExpectTerminated(actor, Generous);
        _host.Find(other)!.Tell(PoisonPill.Instance);
        failures.TryTake(out ActorFailure? failure, Generous).ShouldBeTrue();
        failure!.Actor.ShouldBe(other, "the host stopped the first one itself");
    }

    private ActorRef Spawn(Action<IActorContext, object> receive) => _host.Spawn(new Handler(receive));

    private sealed class Handler(Action<IActorContext, object> receive) : IHandler
    {
        public void Receive(IActorContext context, object message) => receive(context, message);
    }
}
