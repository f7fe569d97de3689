using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Clients;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// The seats of a pool on worker nodes, one a worker: each on the node that has the fewest of them for its
/// slots, and not on one that lost a seat a moment ago, unless there is no other. Thread safe.
/// </summary>
/// <param name="engine">The nodes.</param>
/// <param name="methods">What they can be told to call.</param>
/// <param name="retries">How often items are run again whose node was lost.</param>
/// <param name="initializer">What is done first on each seat; or null.</param>
internal sealed class PoolSeats(
    ClusterEngine engine, CallableMethods methods, int retries, Initializer? initializer)
    : PoolPeers(methods, retries, initializer)
{
    /// <summary>A node that was killed may be started again by whoever keeps it running.</summary>
    private static readonly TimeSpan s_longestAbsence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestDoubt = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<NodeId, int> _seats = [];
    private readonly Dictionary<NodeId, long> _losses = [];

    /// <inheritdoc/>
    /// <remarks>A worker without items needs none, and nodes may come.</remarks>
    public override bool StartAtOnce => false;

    /// <inheritdoc/>
    protected override async Task<IPeer> StartAsync(CancellationToken cancellation)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            ComputeException why = new(ErrorKind.Unreachable, "none is connected");
            bool mayPass = true;
            var tried = new HashSet<NodeId>();
            while (Next(tried) is { } node)
            {
                try
                {
                    return await SitDownAsync(node, cancellation).ConfigureAwait(false);
                }
                catch (ComputeException error)
                {
                    why = new ComputeException(
                        error.Kind, $"worker node {node.Name}: {error.Message}", error);
                    mayPass &= error.Kind != ErrorKind.Refused;
                }
            }

            if (!mayPass || Environment.TickCount64 - start > s_longestAbsence.TotalMilliseconds)
            {
                throw new ComputeException(
                    why.Kind, $"no worker node runs the functions of this pool: {why.Message}", why);
            }

            await Task.Delay(s_lookInterval, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<IPeer> SitDownAsync(NodeDescription node, CancellationToken cancellation)
    {
        try
        {
            FrameStream frames = await engine.DialCallsAsync(node, cancellation).ConfigureAwait(false);
            return new SeatOnNode(node, frames, IsConnected, OnEnded);
        }
        catch
        {
            lock (_lock) _seats[node.Node]--;
            throw;
        }
    }

    /// <summary>The next node to try, whose seat is counted from now on; null where all were
    /// tried.</summary>
    private NodeDescription? Next(HashSet<NodeId> tried)
    {
        lock (_lock)
        {
            NodeDescription? best = engine.Nodes.Where(node => !tried.Contains(node.Node))
                .OrderBy(node => IsDoubtful(node.Node))
                .ThenBy(node => (double)_seats.GetValueOrDefault(node.Node) / node.Slots)
                .FirstOrDefault();
            if (best is null) return null;
            tried.Add(best.Node);
            _seats[best.Node] = _seats.GetValueOrDefault(best.Node) + 1;
            return best;
        }
    }

    private bool IsDoubtful(NodeId node) =>
        _losses.TryGetValue(node, out long at)
        && Environment.TickCount64 - at < s_longestDoubt.TotalMilliseconds;

    private bool IsConnected(SeatOnNode seat) => engine.Nodes.Any(node => node.Node == seat.Node.Node);

    private void OnEnded(SeatOnNode seat)
    {
        lock (_lock)
        {
            _seats[seat.Node.Node]--;
            if (seat.WasLost) _losses[seat.Node.Node] = Environment.TickCount64;
        }
    }
}
