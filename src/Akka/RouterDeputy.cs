using ActorCompute.Actors;
using ActorCompute.Engines.Akka.Actors;
using ActorCompute.Messages;
using Akka.Actor;
using static ActorCompute.Messages.JobProtocol;
using ActorRef = ActorCompute.Messages.ActorRef;
using IActorContext = ActorCompute.Actors.IActorContext;

namespace ActorCompute.Akka;

/// <summary>
/// Stands on the program's ActorSystem for the router of a cluster's client, whose engine has an ActorSystem
/// of its own: hands jobs on, and what is said of them back to who submitted them.
/// </summary>
internal sealed class RouterDeputy : UntypedActor
{
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(20);

    private readonly Dictionary<JobId, Customer> _jobs = [];
    private readonly Dictionary<IActorRef, Customer> _customers = [];
    private readonly IEngine _engine;
    private Action<ActorFailure>? _failed;
    private ActorRef _ear;

    public RouterDeputy(IEngine engine) => _engine = engine;

    /// <summary>Makes the actor, at the path of a router.</summary>
    public static IActorRef Start(ActorSystem system, IEngine engine)
    {
        IActorRef root = system.ActorOf(Props.Create(() => new RootActor()), AkkaHost.RootName);
        var make = new RootActor.Make(Props.Create(() => new RouterDeputy(engine)), "router");
        return root.Ask<IActorRef>(make, s_longestStart).GetAwaiter().GetResult();
    }

    protected override void PreStart()
    {
        IActorRef self = Self;
        _ear = _engine.SpawnOfEngine(new Ear(self));
        _failed = failure =>
        {
            if (failure.IsOfEngine) self.Tell(new EngineFailed(failure.Error.Message), ActorRefs.NoSender);
        };
        _engine.ActorFailed += _failed;
    }

    protected override void PostStop()
    {
        _engine.ActorFailed -= _failed;
        _engine.Stop(_ear);
        foreach (JobId job in _jobs.Keys) _engine.Send(_engine.Router, new CancelJob(job));
        FailAll("the router was stopped, by the program or with its ActorSystem");
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SubmitJob submit when submit.ReplyTo == ActorRef.Nobody:
                Submit(submit);
                break;
            case SubmitJob or CancelJob:
                _engine.Send(_engine.Router, message);
                break;
            case Heard heard:
                HandBack(heard.Job, heard.Message);
                break;
            case global::Akka.Actor.Terminated terminated:
                Cancel(terminated.ActorRef);
                break;
            case EngineFailed failed:
                FailAll(failed.Why);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Submit(SubmitJob submit)
    {
        if (Customer.Answerable(Sender, Context.System) is not { } actor)
        {
            _engine.Send(_engine.Router, submit);
            return;
        }

        if (_jobs.TryGetValue(submit.Job, out Customer? first))
        {
            if (!first.Actor.Equals(actor)) actor.Tell(JobFailed.SentTwice(submit.Job), Self);
            return;
        }

        if (!_customers.TryGetValue(actor, out Customer? customer))
        {
            _customers[actor] = customer = new Customer(actor);
            if (!customer.IsAsk) Context.Watch(actor);
        }

        _jobs.Add(submit.Job, customer);
        customer.Enter(submit.Job, _engine.Router);
        _engine.Send(_engine.Router, submit with { ReplyTo = _ear });
    }

    private void HandBack(JobId job, object message)
    {
        if (!_jobs.TryGetValue(job, out Customer? customer)) return;
        customer.Tell(message, Self);
        if (Customer.EndedJob(message) is not null) _jobs.Remove(job);
        if (customer.IsDone) _customers.Remove(customer.Actor);
    }

    /// <summary>An actor has ended: nobody waits for its jobs.</summary>
    private void Cancel(IActorRef actor)
    {
        if (!_customers.Remove(actor, out Customer? customer)) return;
        foreach ((JobId job, ActorRef router) in customer.Jobs)
        {
            _jobs.Remove(job);
            _engine.Send(router, new CancelJob(job));
        }
    }

    private void FailAll(string why)
    {
        foreach (Customer customer in _customers.Values) customer.FailAll(why, Self);
        _jobs.Clear();
    }

    /// <summary>What the router of the client says of a job.</summary>
    private sealed record Heard(JobId Job, object Message) : INoSerializationVerificationNeeded;

    /// <summary>An actor is gone without which no job ends.</summary>
    private sealed record EngineFailed(string Why) : INoSerializationVerificationNeeded;

    /// <summary>Hears of the jobs, on the ActorSystem of the engine.</summary>
    private sealed class Ear(IActorRef deputy) : IHandler
    {
        public void Receive(IActorContext context, object message)
        {
            JobId? job = message switch
            {
                JobAccepted accepted => accepted.Job,
                JobProgress progress => progress.Job,
                _ => Customer.EndedJob(message),
            };
            if (job is { } known) deputy.Tell(new Heard(known, message), ActorRefs.NoSender);
        }
    }
}
