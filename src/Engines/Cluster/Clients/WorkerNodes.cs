using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Cluster.Clients;

/// <summary>
/// The worker nodes of a client: dials each that the seed node names, and again after a loss as long as it is
/// named. Thread safe.
/// </summary>
/// <param name="dial">Dials a node; the link is complete, and ends by calling the action it is given.</param>
/// <param name="log">Takes a line where a node cannot be used, or there is none.</param>
/// <param name="whyNone">Told why jobs may find no worker.</param>
internal sealed class WorkerNodes(
    Func<NodeDescription, Action<string>, CancellationToken, Task<NodeLink>> dial,
    Action<string> log,
    Action<string> whyNone) : IDisposable
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<NodeId> _dialed = [];
    private readonly Dictionary<NodeId, (NodeDescription Node, NodeLink Link)> _linked = [];
    private IReadOnlyList<NodeDescription>? _listed;

    /// <summary>Completes when the first list is here, and each of its nodes was dialed once.</summary>
    public Task Tried => _tried.Task;

    /// <summary>The nodes that are connected.</summary>
    public IReadOnlyList<NodeDescription> Connected
    {
        get
        {
            lock (_lock) return [.. _linked.Values.Select(linked => linked.Node)];
        }
    }

    /// <summary>How many kernels run at once on the nodes that are connected.</summary>
    public int Slots
    {
        get
        {
            lock (_lock) return _linked.Values.Sum(linked => linked.Node.Slots);
        }
    }

    /// <summary>The least that a connected node grants a worker, in bytes; any number where there is
    /// none.</summary>
    public long LeastGrant
    {
        get
        {
            lock (_lock)
            {
                return _linked.Values
                    .Select(linked => ClientSession.GrantOf(linked.Node.MemoryBytes, linked.Node.Slots))
                    .DefaultIfEmpty(long.MaxValue)
                    .Min();
            }
        }
    }

    /// <summary>Takes a list of the seed node.</summary>
    public void OnListed(IReadOnlyList<NodeDescription> nodes)
    {
        List<NodeDescription> strangers;
        IReadOnlyList<NodeDescription>? wasListed;
        lock (_lock)
        {
            wasListed = _listed;
            _listed = nodes;
            strangers = [.. nodes.Where(node => _dialed.Add(node.Node))];
        }

        if (nodes.Count == 0) NoteEmpty(wasListed);

        Task[] first = [.. strangers.Select(StartKeeping)];
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

    private void NoteEmpty(IReadOnlyList<NodeDescription>? before)
    {
        if (before is null) log("no worker node has joined the cluster yet: jobs wait for one");
        whyNone(before is [.., var last]
            ? $"there is no worker, since worker node {last.Name}, the last one, has left the cluster or died"
            : "there is no worker, since no worker node has joined the cluster");
    }

    private async Task NoteTriedAsync(Task dialing)
    {
        await dialing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _tried.TrySetResult();
    }

    /// <summary>Keeps a node connected; the task ends with the first attempt.</summary>
    private Task StartKeeping(NodeDescription node)
    {
        var tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = KeepAsync(node, tried);
        return tried.Task;
    }

    /// <summary>
    /// Dials a node, and again after a failure or a loss, as long as it is listed: one loop for each node,
    /// which has one link at most.
    /// </summary>
    private async Task KeepAsync(NodeDescription node, TaskCompletionSource tried)
    {
        TimeSpan wait = s_shortestWait;
        var troubles = new NewLines(log);
        while (IsWanted(node))
        {
            var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            NodeLink? link = await TryDialAsync(node, ended, troubles).ConfigureAwait(false);
            tried.TrySetResult();
            if (link is not null)
            {
                wait = s_shortestWait;
                troubles.Forget();
                string reason = await ended.Task.ConfigureAwait(false);
                lock (_lock) _linked.Remove(node.Node);
                if (!_stop.IsCancellationRequested)
                {
                    log($"the connection to worker node {node.Name} ended: {reason}");
                }
            }

            await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
        }

        tried.TrySetResult();
    }

    /// <summary>True while the seed node names the node; one that it does not is forgotten.</summary>
    private bool IsWanted(NodeDescription node)
    {
        if (_stop.IsCancellationRequested) return false;
        lock (_lock)
        {
            bool isListed = _listed!.Any(listed => listed.Node == node.Node);
            if (!isListed) _dialed.Remove(node.Node);
            return isListed;
        }
    }

    private async Task<NodeLink?> TryDialAsync(
        NodeDescription node, TaskCompletionSource<string> ended, NewLines troubles)
    {
        try
        {
            NodeLink link = await dial(node, reason => ended.TrySetResult(reason), _stop.Token)
                .ConfigureAwait(false);
            lock (_lock) _linked[node.Node] = (node, link);
            if (_stop.IsCancellationRequested) link.End("the client ends");
            return link;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception error)
        {
            // Whatever it is that goes wrong, the next dial may do: nobody else would dial the node again.
            string trouble = $"worker node {node.Name} cannot be used: {error.Message}";
            whyNone($"there is no worker, and {trouble}");
            troubles.Write(trouble);
            return null;
        }
    }

    /// <summary>A log that a line does not go to twice in a row: a node is dialed every second.</summary>
    private sealed class NewLines(Action<string> log)
    {
        private string? _last;

        public void Write(string line)
        {
            if (line == _last) return;
            _last = line;
            log(line);
        }

        public void Forget() => _last = null;
    }
}
