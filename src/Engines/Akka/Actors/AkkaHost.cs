using System.Collections.Concurrent;
using ActorCompute.Actors;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using Akka.Actor;
using ActorRef = ActorCompute.Messages.ActorRef;

namespace ActorCompute.Engines.Akka.Actors;

/// <summary>
/// Hosts handlers as actors of an ActorSystem, below <c>/user/actorcompute</c>: those of the engine by the
/// names of their handlers, such as <c>router</c>. Services are called on the sender's thread. Thread safe.
/// </summary>
internal sealed class AkkaHost : IActorHost
{
    /// <summary>The name of the actor above all others.</summary>
    public const string RootName = "actorcompute";

    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<int, Target> _targets = new();
    private readonly ConcurrentDictionary<IActorRef, ActorRef> _visitors = new();
    private readonly IOtherNodes? _others;
    private readonly IActorRef _root;
    private int _used;

    /// <param name="system">The ActorSystem, which belongs to the caller.</param>
    /// <param name="node">This process.</param>
    /// <param name="others">The way to other nodes; null where there are none.</param>
    public AkkaHost(ActorSystem system, NodeId node, IOtherNodes? others = null)
    {
        System = system;
        Node = node;
        _others = others;
        _root = system.ActorOf(Props.Create(() => new RootActor()), RootName);
    }

    /// <inheritdoc/>
    public event Action<ActorFailure>? ActorFailed;

    /// <summary>The ActorSystem.</summary>
    public ActorSystem System { get; }

    /// <inheritdoc/>
    public NodeId Node { get; }

    /// <inheritdoc/>
    public ActorRef Spawn(IHandler handler) => Spawn(handler, isOfEngine: false);

    /// <inheritdoc/>
    public ActorRef SpawnOfEngine(IHandler handler) => Spawn(handler, isOfEngine: true);

    /// <inheritdoc/>
    public ActorRef AddService(Func<ActorRef, Action<ActorRef, object>> make)
    {
        ActorRef self = NewReference();
        _targets[self.Number] = new Target(null, make(self));
        return self;
    }

    /// <summary>A reference for an actor of the program's own, for the engine's actors to answer.</summary>
    public ActorRef Refer(IActorRef actor)
    {
        if (actor.IsNobody()) return ActorRef.Nobody;
        return _visitors.GetOrAdd(actor, visitor =>
        {
            ActorRef reference = NewReference();
            _targets[reference.Number] = new Target(visitor, null) { IsVisitor = true };
            _root.Tell(new RootActor.Follow(visitor, () => Forget(visitor)));
            return reference;
        });
    }

    /// <summary>The actor that a reference of this node stands for; null where there is none.</summary>
    public IActorRef? Find(ActorRef reference) =>
        reference.Node == Node && _targets.TryGetValue(reference.Number, out Target? target)
            ? target.Actor
            : null;

    /// <inheritdoc/>
    public void Stop(ActorRef actor)
    {
        if (actor.Node != Node || !_targets.TryRemove(actor.Number, out Target? target)) return;
        if (target.Actor is { } found && !target.IsVisitor) System.Stop(found);
    }

    /// <inheritdoc/>
    public void Send(ActorRef target, object message, ActorRef sender = default)
    {
        if (target.Node != Node)
        {
            _others?.Send(target, message, sender);
            return;
        }

        if (!_targets.TryGetValue(target.Number, out Target? found)) return;
        if (found.Service is { } service) service(sender, message);
        else if (found.IsVisitor) found.Actor.Tell(message, Find(sender) ?? ActorRefs.NoSender);
        else found.Actor.Tell(new Told(sender, message), ActorRefs.NoSender);
    }

    /// <summary>Has an actor told of the end of one of another node.</summary>
    public void WatchOther(ActorRef watcher, ActorRef watched)
    {
        if (_others is null) Send(watcher, new ActorCompute.Actors.Terminated(watched, true), watched);
        else _others.Watch(watcher, watched);
    }

    /// <summary>Ends an actor whose handler threw.</summary>
    public void Fail(HandlerActor actor, Exception error)
    {
        Stop(actor.Reference);
        ActorFailed?.Invoke(new ActorFailure(actor.Reference, actor.IsOfEngine, error));
    }

    /// <summary>Ends the actors; the ActorSystem goes on.</summary>
    public void Dispose() => System.Stop(_root);

    private ActorRef Spawn(IHandler handler, bool isOfEngine)
    {
        ActorRef self = NewReference();
        Props props = Props.Create(() => new HandlerActor(this, self, handler, isOfEngine));
        var make = new RootActor.Make(props, isOfEngine ? NameOf(handler) : null);
        IActorRef actor = _root.Ask<IActorRef>(make, s_longestStart).GetAwaiter().GetResult();
        _targets[self.Number] = new Target(actor, null);
        actor.Tell(new Told(default, Started.Instance), ActorRefs.NoSender);
        return self;
    }

    private ActorRef NewReference() => new(Node, Interlocked.Increment(ref _used));

    private void Forget(IActorRef visitor)
    {
        if (_visitors.TryRemove(visitor, out ActorRef reference)) _targets.TryRemove(reference.Number, out _);
    }

    private static string NameOf(IHandler handler)
    {
        string type = handler.GetType().Name;
        return char.ToLowerInvariant(type[0]) + type[1..];
    }

    /// <summary>What a reference leads to: an actor, or a function.</summary>
    private sealed class Target(IActorRef? actor, Action<ActorRef, object>? service)
    {
        public IActorRef Actor => actor ?? ActorRefs.Nobody;

        public Action<ActorRef, object>? Service => service;

        public bool IsVisitor { get; init; }
    }
}

/// <summary>A message between handlers of this process.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Message">What it says.</param>
internal sealed record Told(ActorRef Sender, object Message) : INoSerializationVerificationNeeded;
