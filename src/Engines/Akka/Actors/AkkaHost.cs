using System.Collections.Concurrent;
using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using Akka.Actor;
using static ActorCompute.Messages.JobProtocol;
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
    private readonly ConcurrentDictionary<IActorRef, ActorRef> _customers = new();
    private readonly ConcurrentDictionary<JobId, IActorRef> _submitters = new();
    private readonly IOtherNodes? _others;
    private readonly IActorRef _root;
    private int _used;
    private volatile bool _hasEnded;

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
        _targets[self.Number] = new Target(null, make(self), null);
        return self;
    }

    /// <summary>A reference for an actor of the program's own, for the engine's actors to answer.</summary>
    public ActorRef Refer(IActorRef actor)
    {
        if (Customer.Answerable(actor, System) is null) return ActorRef.Nobody;
        if (_customers.TryGetValue(actor, out ActorRef known)) return known;
        lock (_customers)
        {
            return _customers.GetOrAdd(actor, Enter);
        }
    }

    /// <summary>
    /// As <see cref="Refer(IActorRef)"/>, for an actor that has submitted a job, which is cancelled if the
    /// actor ends before it. Null where the job was submitted before: another one than who did it is told so,
    /// and has no say in the job.
    /// </summary>
    public ActorRef? Refer(IActorRef actor, JobId job, ActorRef router)
    {
        if (Customer.Answerable(actor, System) is null) return ActorRef.Nobody;
        if (!_submitters.TryAdd(job, actor))
        {
            bool isFirst = _submitters.TryGetValue(job, out IActorRef? first) && first.Equals(actor);
            if (!isFirst) actor.Tell(JobFailed.SentTwice(job), Find(router) ?? ActorRefs.NoSender);
            return null;
        }

        ActorRef reference = Refer(actor);
        if (_targets.TryGetValue(reference.Number, out Target? target)) target.Customer!.Enter(job, router);

        // It has ended since, and may have been forgotten before the job was known.
        if (_customers.ContainsKey(actor)) return reference;
        Send(router, new CancelJob(job));
        _submitters.TryRemove(KeyValuePair.Create(job, actor));
        return reference;
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
        if (target.Actor is { } found) System.Stop(found);
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
        else if (found.Customer is { } customer) Tell(customer, message, sender);
        else found.Actor!.Tell(new Told(sender, message), ActorRefs.NoSender);
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
        Report(actor, error);
    }

    /// <summary>
    /// An actor has ended. If nobody here ended it, the program did, or its ActorSystem ends.
    /// </summary>
    public void OnStopped(HandlerActor actor, ActorPath path)
    {
        if (_hasEnded || !_targets.TryRemove(actor.Reference.Number, out _)) return;
        string name = path.ToStringWithoutAddress();
        Report(actor, new ComputeException(
            ErrorKind.Cancelled,
            $"the actor {name} was stopped, by the program or with its ActorSystem"));
    }

    /// <summary>Ends the actors; the ActorSystem goes on.</summary>
    public void Dispose()
    {
        _hasEnded = true;
        FailCustomers("the actors of the engine have ended, by the program or with its ActorSystem");
        System.Stop(_root);
    }

    /// <summary>Without an actor of the engine, no job can be relied on to end.</summary>
    private void Report(HandlerActor actor, Exception error)
    {
        ActorFailed?.Invoke(new ActorFailure(actor.Reference, actor.IsOfEngine, error));
        if (actor.IsOfEngine) FailCustomers(error.Message);
    }

    private void FailCustomers(string why)
    {
        foreach (Target target in _targets.Values) target.Customer?.FailAll(why, ActorRefs.NoSender);
        _submitters.Clear();
    }

    private ActorRef Spawn(IHandler handler, bool isOfEngine)
    {
        ActorRef self = NewReference();
        Props props = Props.Create(() => new HandlerActor(this, self, handler, isOfEngine));
        var make = new RootActor.Make(props, isOfEngine ? NameOf(handler) : null);
        IActorRef actor = _root.Ask<IActorRef>(make, s_longestStart).GetAwaiter().GetResult();
        _targets[self.Number] = new Target(actor, null, null);
        actor.Tell(new Told(default, Started.Instance), ActorRefs.NoSender);
        return self;
    }

    private ActorRef NewReference() => new(Node, Interlocked.Increment(ref _used));

    private ActorRef Enter(IActorRef visitor)
    {
        ActorRef reference = NewReference();
        var customer = new Customer(visitor);
        _targets[reference.Number] = new Target(null, null, customer);
        if (!customer.IsAsk) _root.Tell(new RootActor.Follow(visitor, () => Forget(customer)));
        return reference;
    }

    private void Tell(Customer customer, object message, ActorRef sender)
    {
        if (Customer.EndedJob(message) is { } job) ForgetSubmitter(job, customer);
        customer.Tell(message, Find(sender) ?? ActorRefs.NoSender);
        if (customer.IsDone) Forget(customer);
    }

    /// <summary>An actor of the program has ended, or has heard all: nobody waits for its jobs.</summary>
    private void Forget(Customer customer)
    {
        if (!_customers.TryRemove(customer.Actor, out ActorRef reference)) return;
        _targets.TryRemove(reference.Number, out _);
        foreach ((JobId job, ActorRef router) in customer.Jobs)
        {
            Send(router, new CancelJob(job));
            ForgetSubmitter(job, customer);
        }
    }

    private void ForgetSubmitter(JobId job, Customer customer) =>
        _submitters.TryRemove(KeyValuePair.Create(job, customer.Actor));

    private static string NameOf(IHandler handler)
    {
        string type = handler.GetType().Name;
        return char.ToLowerInvariant(type[0]) + type[1..];
    }

    /// <summary>What a reference leads to: an actor, a function, or an actor of the program.</summary>
    private sealed record Target(IActorRef? Actor, Action<ActorRef, object>? Service, Customer? Customer);
}

/// <summary>A message between handlers of this process.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Message">What it says.</param>
internal sealed record Told(ActorRef Sender, object Message) : INoSerializationVerificationNeeded;
