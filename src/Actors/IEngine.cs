using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Actors;

/// <summary>
/// What hosts the actors and carries their messages, as a client sees it. Found by its assembly, as database
/// providers are. Thread safe.
/// </summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary>The engine's name in reports and options: <c>in-process</c>, <c>tcp</c>, <c>akka</c>.</summary>
    string Name { get; }

    /// <summary>This process.</summary>
    NodeId Node { get; }

    /// <summary>The router of this client: takes <see cref="JobProtocol.SubmitJob"/>.</summary>
    ActorRef Router { get; }

    /// <summary>How many kernels can run at once, on all nodes.</summary>
    int Slots { get; }

    /// <summary>True where kernels run in this process; false where other nodes run them.</summary>
    bool IsLocal { get; }

    /// <summary>The most bytes that a chunk may take where kernels run; any number where they run here.</summary>
    long MostChunkBytes { get; }

    /// <summary>The arrays of this process that messages can speak of.</summary>
    IArrayTable Arrays { get; }

    /// <summary>Raised when a handler threw, which ends its actor.</summary>
    event Action<ActorFailure>? ActorFailed;

    /// <summary>Makes an actor of a handler; its first message is <see cref="Started"/>.</summary>
    ActorRef Spawn(IHandler handler);

    /// <summary>
    /// As <see cref="Spawn(IHandler)"/>, for a handler that never waits: it runs on whatever thread sends to
    /// it.
    /// </summary>
    ActorRef SpawnOfEngine(IHandler handler);

    /// <summary>Ends an actor: what is still sent to it is dropped.</summary>
    void Stop(ActorRef actor);

    /// <summary>Sends a message from outside the actors; an actor that answers the sender reaches nobody by default.</summary>
    void Send(ActorRef target, object message, ActorRef sender = default);

    /// <summary>
    /// Sends a message and lets the calling thread run kernels of any job until <paramref name="until"/> is set:
    /// a small job costs no hand-off to another thread, and a program of one thread more than cores is avoided.
    /// Returns when it is set.
    /// </summary>
    void SendAndHelp(ActorRef target, object message, IHelpUntil until);
}

/// <summary>A handler threw.</summary>
/// <param name="Actor">The actor, which is gone.</param>
/// <param name="IsOfEngine">True where jobs cannot be relied on to end any more: a router or worker, not a program's actor.</param>
/// <param name="Error">What it threw.</param>
public sealed record ActorFailure(ActorRef Actor, bool IsOfEngine, Exception Error);

/// <summary>What a helping thread waits for.</summary>
public interface IHelpUntil
{
    /// <summary>True once the helping thread may leave.</summary>
    bool IsOver { get; }

    /// <summary>Waits, without running anything, until the helping thread may leave, at most that long.</summary>
    void Wait(TimeSpan atMost);
}

/// <summary>The arrays of a process that messages can speak of. Thread safe.</summary>
public interface IArrayTable
{
    /// <summary>Enters an input; the table disposes it after <see cref="Remove"/>, when no job uses it any more.</summary>
    ArrayId Add(ElementSource source);

    /// <summary>Enters an output; the table disposes it after <see cref="Remove"/>, when no job uses it any more.</summary>
    ArrayId Add(ElementTarget target);

    /// <summary>Takes an array out. Jobs that use it keep it until they have ended.</summary>
    void Remove(ArrayId array);

    /// <summary>
    /// Makes an array, whose elements are anything, in memory that kernels reach without a copy, wherever they run on
    /// this host.
    /// </summary>
    /// <exception cref="Arrays.ComputeException">There is no memory.</exception>
    ComputeArray Create(Arrays.ArrayDescription description);

    /// <summary>How a job is to speak of an input: where kernels, wherever they run, find its elements best.</summary>
    /// <param name="array">Its id in this table.</param>
    /// <param name="source">The input.</param>
    InputSource SourceOf(ArrayId array, ElementSource source);

    /// <summary>Where other processes of the host find the elements of an output; null where they cannot.</summary>
    SegmentRef? SegmentOf(ElementTarget target);

    /// <summary>The file of an output, to which nodes that see it write; null where they cannot.</summary>
    /// <exception cref="Arrays.ComputeException">It cannot be written to.</exception>
    OutputFile? FileOf(ElementTarget target);

    /// <summary>
    /// The memory of an array is never to be used for another one: a kernel of another process, out of reach, may
    /// still write to it.
    /// </summary>
    void Abandon(ComputeArray array);

    /// <summary>Stores a slice of an array of the table into a target, from index <paramref name="start"/> on.</summary>
    /// <exception cref="Arrays.ComputeException">The array is not in the table, or the target fails.</exception>
    void Copy(SliceRef slice, ElementTarget target, long start);
}
