using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using Akka.Actor;
using static ActorCompute.Messages.JobProtocol;
using ActorRef = ActorCompute.Messages.ActorRef;

namespace ActorCompute.Engines.Akka.Actors;

/// <summary>
/// An actor of the program that speaks to those of the engine, and its jobs that have not ended. Thread safe.
/// </summary>
/// <param name="actor">The actor.</param>
internal sealed class Customer(IActorRef actor)
{
    private readonly ConcurrentDictionary<JobId, ActorRef> _jobs = new();

    /// <summary>The actor.</summary>
    public IActorRef Actor => actor;

    /// <summary>
    /// True for what waits behind an Ask: it hears one message, which is the end of its job. It cannot be
    /// watched.
    /// </summary>
    public bool IsAsk { get; } = actor.Path.Elements is ["temp", ..];

    /// <summary>True where nothing will be said to it any more.</summary>
    public bool IsDone => IsAsk && _jobs.IsEmpty;

    /// <summary>The jobs that have not ended, and to whom they were submitted.</summary>
    public IEnumerable<KeyValuePair<JobId, ActorRef>> Jobs => _jobs;

    /// <summary>The actor of a message's sender; null where nobody is to be answered.</summary>
    public static IActorRef? Answerable(IActorRef sender, ActorSystem system) =>
        sender.IsNobody() || sender.Equals(system.DeadLetters) ? null : sender;

    /// <summary>A job of the actor has been submitted.</summary>
    /// <param name="job">The job.</param>
    /// <param name="router">To whom.</param>
    public void Enter(JobId job, ActorRef router) => _jobs[job] = router;

    /// <summary>Tells the actor what there is about a job, or anything else.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who says it.</param>
    public void Tell(object message, IActorRef sender)
    {
        // A job has one end, and no other one after it was said that there is none to come.
        if (EndedJob(message) is { } job && !_jobs.TryRemove(job, out _)) return;
        if (IsAsk && message is (JobAccepted or JobProgress)) return;
        actor.Tell(message, sender);
    }

    /// <summary>The jobs that have not ended fail, whatever the router says.</summary>
    public void FailAll(string why, IActorRef sender)
    {
        var nothing = new JobStatistics(0, 0, 0, 0, 0, 0, TimeSpan.Zero);
        foreach ((JobId job, _) in _jobs)
        {
            Tell(new JobFailed(job, ErrorKind.Cancelled, why, [], nothing, []), sender);
        }
    }

    /// <summary>The job whose last message it is; null for all other messages.</summary>
    public static JobId? EndedJob(object message) => message switch
    {
        JobCompleted completed => completed.Job,
        JobFailed failed => failed.Job,
        _ => null,
    };
}
