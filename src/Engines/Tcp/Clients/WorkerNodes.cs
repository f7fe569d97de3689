using ActorCompute.Arrays;
using ActorCompute.Engines.Tcp.Connections;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tcp.Clients;

/// <summary>
/// The worker nodes of a client: dials each that the seed node names, and again after a loss as long as it is
/// named. Thread safe.
/// </summary>
/// <param name="dial">Dials a node; the link is complete, and ends by calling the action it is given.</param>
/// <param name="log">Takes a line where a node cannot be used.</param>
internal sealed class WorkerNodes(
    Func<NodeDescription, Action<string>, CancellationToken, Task<NodeLink>> dial, Action<string> log)
        : IDisposable
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<NodeId> _dialed = [];
    private readonly Dictionary<NodeId, (NodeDescription Node, NodeLink Link)> _linked = [];
    private IReadOnlyList<NodeDescription> _listed = [];

    /// <summary>Completes when the first list is here, and each of its nodes was dialed once.</summary>
    public Task Tried => _tried.Task;

    /// <summary>How many kernels run at once on the nodes that are connected.</summary>
    public int Slots
    {
        get
        {
            lock (_lock) return _linked.Values.Sum(linked => linked.Node.Slots);
        }
    }

    /// <summary>Takes a list of the seed node.</summary>
    public void OnListed(IReadOnlyList<NodeDescription> nodes)
    {
        List<NodeDescription> strangers;
        lock (_lock)
        {
            _listed = nodes;
            strangers = [.. nodes.Where(node => _dialed.Add(node.Node))];
        }

        var first = strangers.Select(node => KeepAsync(node)).ToList();
        _ = NoteTriedAsync(Task.WhenAll(first));
    }

    /// <summary>Dials no more, and closes all connections.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        List<NodeLink> links;
        lock (_lock) links = [.. _linked.Values.Select(linked => linked.Link)];
        foreach (NodeLink link in links) link.End("the client ends");
    }

    private async Task NoteTriedAsync(Task dialing)
    {
        await dialing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _tried.TrySetResult();
    }

    /// <summary>Dials a node once, and goes on by itself until the node is connected or not listed any
    /// more.</summary>
    private async Task KeepAsync(NodeDescription node)
    {
        if (await TryDialAsync(node).ConfigureAwait(false)) return;
        _ = RetryAsync(node);
    }

    private async Task RetryAsync(NodeDescription node)
    {
        TimeSpan wait = s_shortestWait;
        do
        {
            await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
        }
        while (IsWanted(node) && !await TryDialAsync(node).ConfigureAwait(false));
    }

    /// <summary>True while the seed node names the node; one that it does not is forgotten.</summary>
    private bool IsWanted(NodeDescription node)
    {
        if (_stop.IsCancellationRequested) return false;
        lock (_lock)
        {
            bool isListed = _listed.Any(listed => listed.Node == node.Node);
            if (!isListed) _dialed.Remove(node.Node);
            return isListed;
        }
    }

    private async Task<bool> TryDialAsync(NodeDescription node)
    {
        try
        {
            NodeLink link = await dial(
                node, reason => OnEnded(node, reason), _stop.Token).ConfigureAwait(false);
            lock (_lock)
            {
                if (link.IsComplete) _linked[node.Node] = (node, link);
            }

            if (_stop.IsCancellationRequested) link.End("the client ends");
            return true;
        }
        catch (ComputeException error)
        {
            log($"worker node {node.Name} cannot be used: {error.Message}");
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void OnEnded(NodeDescription node, string reason)
    {
        lock (_lock) _linked.Remove(node.Node);
        if (_stop.IsCancellationRequested) return;
        log($"the connection to worker node {node.Name} ended: {reason}");
        _ = RetryAsync(node);
    }
}
