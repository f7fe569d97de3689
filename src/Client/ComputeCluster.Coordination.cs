using System.Collections.Concurrent;
using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client.Coordination;

namespace ActorCompute.Client;

/// <summary>Locks, queues and shared numbers; see also <see cref="ActorProcess"/>.</summary>
public sealed partial class ComputeCluster
{
    private const string DisposedReason =
        "the cluster was disposed: make what coordinates anew in another one";

    private readonly ConcurrentDictionary<ActorProcess, CoordinationPort> _processes = new();
    private long _lastProcess;

    /// <summary>Where requests to locks and queues come from that are made outside of processes.</summary>
    internal CoordinationPort CoordinationPort { get; }

    /// <summary>A lock: Python's <c>multiprocessing.Lock()</c>.</summary>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public ActorLock CreateLock()
    {
        ThrowIfDisposed();
        return new ActorLock(this);
    }

    /// <summary>
    /// A queue: Python's <c>multiprocessing.Queue(maxsize)</c>, but always of bounded length.
    /// </summary>
    /// <param name="capacity">How many items there may be, at least one.</param>
    /// <exception cref="ComputeException">The capacity is below one.</exception>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public ActorQueue<T> CreateQueue<T>(int capacity)
    {
        ThrowIfDisposed();
        if (capacity >= 1) return new ActorQueue<T>(this, capacity);
        throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"a queue of {capacity} items is not possible: give it room for 1 or more");
    }

    /// <summary>A number that processes share: Python's <c>multiprocessing.Value('d', initial)</c>.</summary>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public SharedValue<T> CreateSharedValue<T>(T initial = default) where T : unmanaged, INumber<T>
    {
        ThrowIfDisposed();
        return new SharedValue<T>(initial);
    }

    /// <summary>Zeros that processes share: Python's <c>multiprocessing.Array('d', length)</c>.</summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it, the length is negative, or T is not double, float, long, int or bool.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public SharedArray<T> CreateSharedArray<T>(long length) where T : unmanaged
    {
        ThrowIfDisposed();
        return new SharedArray<T>(ComputeArray.Create<T>(length));
    }

    /// <summary>
    /// A copy of numbers for processes to share: Python's <c>multiprocessing.Array('d', numbers)</c>.
    /// </summary>
    /// <exception cref="ComputeException">There is no memory for it, or T is not of a dtype.</exception>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public SharedArray<T> CreateSharedArray<T>(ReadOnlySpan<T> elements) where T : unmanaged
    {
        ThrowIfDisposed();
        return new SharedArray<T>(ComputeArray.FromSpan(elements));
    }

    internal long NewProcessId() => Interlocked.Increment(ref _lastProcess);

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Has a process that starts be terminated with the cluster.</summary>
    internal void Enter(ActorProcess process, CoordinationPort port)
    {
        _processes[process] = port;

        // Disposed since the process looked, and it may not have been seen.
        if (IsDisposed) process.Terminate();
    }

    internal void Forget(ActorProcess process) => _processes.TryRemove(process, out _);

    /// <summary>Ends the processes, and what waits. Takes no longer than the grace of a process.</summary>
    private async Task EndCoordinationAsync()
    {
        foreach (ActorProcess process in _processes.Keys) process.Terminate();
        CoordinationPort.Close(DisposedReason);
        IEnumerable<Task> ends = _processes.Keys.Select(process => (Task)process.JoinAsync());
        await Task.WhenAll(ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What waits would wait for ever when an actor that it waits for has failed.</summary>
    private void AbortCoordination(Exception error)
    {
        foreach (CoordinationPort port in _processes.Values) port.FailAll(error);
        CoordinationPort.FailAll(error);
    }
}
