using ActorCompute.Arrays;

namespace ActorCompute.Client.Pools;

/// <summary>The sentences of a pool.</summary>
internal static class PoolErrors
{
    public static string Text(Exception error)
    {
        string type = error is RemoteException remote
            ? remote.TypeName.Split('.', '+')[^1]
            : error.GetType().Name;
        return $"{type}: {error.Message}";
    }

    /// <summary>An item's function threw.</summary>
    public static ComputeException Item(long index, Exception error) =>
        new(ErrorKind.KernelFailed, $"the function failed on item {index}: {Text(error)}", error);

    /// <summary>A call's function threw.</summary>
    public static ComputeException Call(Exception error) =>
        new(ErrorKind.KernelFailed, $"the function failed: {Text(error)}", error);

    /// <summary>An item has a part that does not travel.</summary>
    public static ComputeException NotSent(string what, ComputeException refusal) =>
        new(refusal.Kind, $"{what} cannot be sent to a worker process: {refusal.Message}", refusal);

    /// <summary>What is to run items does not take the function.</summary>
    public static ComputeException NotRun(string peer, string reason) =>
        new(ErrorKind.Refused, $"{peer} does not run the function: {reason}");

    /// <summary>The initializer of a worker threw.</summary>
    public static ComputeException Initializer(Exception error) =>
        new(ErrorKind.KernelFailed, $"the pool's initializer failed: {Text(error)}", error);

    /// <summary>The program's own sequence threw.</summary>
    public static ComputeException Sequence(long read, Exception error) =>
        new(
            ErrorKind.KernelFailed,
            $"the sequence of items failed after {read} item{(read == 1 ? "" : "s")}: {Text(error)}",
            error);

    /// <summary>The pool was asked for what cannot be.</summary>
    public static ComputeException Misuse(string message) => new(ErrorKind.InvalidArgument, message);

    public static ComputeException Terminated() =>
        new(ErrorKind.Cancelled, "the pool was terminated before this was done");

    /// <exception cref="ComputeException">The size is not positive.</exception>
    public static void CheckChunkSize(long? chunkSize)
    {
        if (chunkSize is not <= 0) return;
        throw Misuse($"a chunk size of {chunkSize} items is not possible: it is at least 1");
    }
}
