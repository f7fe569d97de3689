using ActorCompute.Arrays;
using Akka.Actor;

namespace ActorCompute.Akka;

/// <summary>Adds array computing to an ActorSystem.</summary>
public static class ActorSystemExtensions
{
    /// <summary>
    /// Has an ActorSystem compute on arrays: its actors send <c>SubmitJob</c> to the router at
    /// <c>/user/actorcompute/router</c>, and hear of their jobs by messages. Ends with the ActorSystem. Waits
    /// until the workers are there, or the cluster is connected. Thread safe.
    /// </summary>
    /// <param name="system">The ActorSystem, of any configuration.</param>
    /// <param name="options">Where jobs are computed; left out: on all cores of this process.</param>
    /// <exception cref="ComputeException">
    /// The ActorSystem has it already (<see cref="ErrorKind.InvalidState"/>), an option is not possible, or
    /// the cluster is not reached or refuses. After a failure it can be tried again.
    /// </exception>
    public static ActorComputeExtension AddActorCompute(
        this ActorSystem system, ActorComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ActorComputeExtension extension = ActorComputeExtension.In(system);
        extension.Start(options ?? new ActorComputeOptions());
        return extension;
    }
}
