using System.Collections.Concurrent;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>What runs the items of a pool elsewhere, one peer a worker. Thread safe.</summary>
/// <param name="methods">What the peers can be told to call.</param>
/// <param name="retries">How often items are run again whose peer was lost.</param>
/// <param name="initializer">What each peer does first; or null.</param>
/// <exception cref="ComputeException">The initializer cannot be called by name.</exception>
internal abstract class PoolPeers(CallableMethods methods, int retries, Initializer? initializer)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<IPeer, byte> _peers = new();
    private readonly NamedMethod? _initializer =
        initializer is null ? null : methods.Of(initializer.Function);

    /// <summary>What the peers can be told to call.</summary>
    public CallableMethods Methods => methods;

    /// <summary>How often items are run again whose peer was lost.</summary>
    public int Retries => retries;

    /// <summary>What each peer does first; or null.</summary>
    public NamedMethod? Initializer => _initializer;

    /// <summary>What the initializer is given.</summary>
    public object? InitializerArguments => initializer?.Arguments;

    /// <summary>True once there are to be no peers any more.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>True where a worker has its peer from the start, and not with the first items.</summary>
    public abstract bool StartAtOnce { get; }

    /// <summary>The ids of the peers' processes on this machine, as they are now.</summary>
    public IReadOnlyList<int> ProcessIds =>
        [.. _peers.Keys.Where(peer => !peer.HasEnded).Select(peer => peer.ProcessId).OfType<int>().Order()];

    /// <summary>Starts a peer, and waits until it is there.</summary>
    /// <exception cref="ComputeException">It ended, or took too long; or there is no place for
    /// it.</exception>
    /// <exception cref="OperationCanceledException">There are to be none any more.</exception>
    public IPeer Start()
    {
        IPeer peer = StartAsync(_stop.Token).GetAwaiter().GetResult();
        _peers[peer] = default;

        // Stopped since it was there, and it may not have been seen.
        if (IsStopped) peer.Kill();
        return peer;
    }

    /// <summary>Ends a peer, whatever it does.</summary>
    /// <returns>How it ended, as the end of a sentence.</returns>
    public string End(IPeer peer)
    {
        string end = peer.EndAsync().GetAwaiter().GetResult();
        _peers.TryRemove(peer, out _);
        peer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return end;
    }

    /// <summary>Ends all peers at once; none is started any more.</summary>
    public void Kill()
    {
        _stop.Cancel();
        foreach (IPeer peer in _peers.Keys) peer.Kill();
    }

    /// <summary>Ends all peers, and returns when they are gone.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        IEnumerable<Task> ends = _peers.Keys.Select(peer => peer.DisposeAsync().AsTask());
        await Task.WhenAll(ends).ConfigureAwait(false);
        _peers.Clear();
    }

    /// <inheritdoc cref="Start"/>
    /// <param name="cancellation">There are to be none any more.</param>
    protected abstract Task<IPeer> StartAsync(CancellationToken cancellation);
}
