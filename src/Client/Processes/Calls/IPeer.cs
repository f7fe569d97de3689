using ActorCompute.Arrays;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// What runs the items of one worker of a pool elsewhere: a process of the program, or a seat on a worker
/// node. One thread runs; others may end it meanwhile. Disposing returns when it is gone.
/// </summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>What it is, for people: <c>the worker process</c>.</summary>
    string Name { get; }

    /// <summary>The system's number for its process; null where that is not of this machine.</summary>
    int? ProcessId { get; }

    /// <summary>True once it is gone.</summary>
    bool HasEnded { get; }

    /// <summary>Calls a method for each of some items.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">The items' arguments.</param>
    /// <param name="count">How many items.</param>
    /// <param name="isStopWanted">Asked now and then; once it says so, no further call begins.</param>
    /// <returns>How many calls ran, and their results; or how one failed.</returns>
    /// <exception cref="ConnectionException">The peer is gone, or gives no sign of life.</exception>
    /// <exception cref="ComputeException">The arguments are too long.</exception>
    CallFrame Run(NamedMethod method, ReadOnlySpan<byte> arguments, int count, Func<bool> isStopWanted);

    /// <summary>Ends it at once; what runs there is given up.</summary>
    void Kill();

    /// <summary>How it ended, once that is known, as the end of a sentence.</summary>
    Task<string> EndAsync();
}
