using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorCompute.WorkerNode;

/// <summary>The node as a service of its process: starts with it, and drains before it ends.</summary>
internal sealed partial class NodeService(
    WorkerNodeOptions options, IHostApplicationLifetime lifetime, ILogger<NodeService> logger)
        : IHostedService
{
    private static readonly TimeSpan s_startInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _changing = new(1);
    private WorkerNodeOptions _options = options;
    private Engines.Cluster.Nodes.WorkerNode? _node;
    private bool _isStopping;

    /// <summary>What the process is to end with.</summary>
    public int ExitCode { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            _node = await StartNodeAsync(cancellationToken);
            Console.WriteLine($"listening on {_node.Address}");
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        _isStopping = true;
        if (_node is null) return;
        if (ExitCode == 0)
        {
            Draining();
            await _node.DrainAsync(cancellationToken);
        }

        await _node.DisposeAsync();
    }

    private Task<Engines.Cluster.Nodes.WorkerNode> StartNodeAsync(CancellationToken cancellation) =>
        Engines.Cluster.Nodes.WorkerNode.StartAsync(
            _options with { Log = Changed, Refused = OnRefused, Joined = OnJoined, Removed = OnRemoved },
            cancellation);

    private void OnJoined() =>
        Joined(_options.Name, _options.Seed.ToString(), ClusterEngines.Resolve(_options.Engine));

    /// <summary>The cluster takes the node for dead, and it cannot come back as what it was.</summary>
    private void OnRemoved(string reason)
    {
        Removed(reason);
        _ = StartAgainAsync();
    }

    private async Task StartAgainAsync()
    {
        await _changing.WaitAsync();
        try
        {
            if (_isStopping || _node is null) return;
            _options = _options with { Listen = _node.Address };
            await _node.DisposeAsync();
            _node = null;
            while (_node is null) _node = await TryStartAgainAsync(lifetime.ApplicationStopping);
        }
        catch (ComputeException error)
        {
            // Whoever keeps the process running starts it again.
            OnRefused(error.Message);
        }
        catch (OperationCanceledException)
        {
            // A signal ends the process: there is nothing to leave.
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>What cut the node off may last: null while the seed node is not reached.</summary>
    private async Task<Engines.Cluster.Nodes.WorkerNode?> TryStartAgainAsync(CancellationToken cancellation)
    {
        try
        {
            return await StartNodeAsync(cancellation);
        }
        catch (ComputeException error) when (error.Kind == ErrorKind.Unreachable)
        {
            Changed($"the node cannot start anew yet: {error.Message}");
            await Task.Delay(s_startInterval, cancellation);
            return null;
        }
    }

    /// <summary>The cluster has another node of this name: whoever started this one is to say which it
    /// is.</summary>
    private void OnRefused(string reason)
    {
        ExitCode = 2;
        Console.Error.WriteLine($"actorcompute worker: {reason}");
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Information, "{Line}")]
    private partial void Changed(string line);

    [LoggerMessage(LogLevel.Information, "joined as {Name} at the seed node {Seed}, engine {Engine}")]
    private partial void Joined(string name, string seed, string engine);

    [LoggerMessage(LogLevel.Warning, "the cluster has given this node up, which starts anew: {Reason}")]
    private partial void Removed(string reason);

    [LoggerMessage(LogLevel.Information, "leaving: nothing new is taken, what runs is finished")]
    private partial void Draining();
}
