using ActorCompute.Engines.Tcp.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorCompute.WorkerNode;

/// <summary>The node as a service of its process: starts with it, and drains before it ends.</summary>
internal sealed partial class NodeService(
    WorkerNodeOptions options, IHostApplicationLifetime lifetime, ILogger<NodeService> logger)
        : IHostedService
{
    private Engines.Tcp.Nodes.WorkerNode? _node;

    /// <summary>What the process is to end with.</summary>
    public int ExitCode { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _node = await Engines.Tcp.Nodes.WorkerNode.StartAsync(
            options with { Log = Changed, Refused = OnRefused, Joined = OnJoined }, cancellationToken);
        Console.WriteLine($"listening on {_node.Address}");
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_node is null) return;
        if (ExitCode == 0)
        {
            Draining();
            await _node.DrainAsync(cancellationToken);
        }

        await _node.DisposeAsync();
    }

    private void OnJoined() => Joined(options.Name, options.Seed.ToString());

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

    [LoggerMessage(LogLevel.Information, "joined as {Name} at the seed node {Seed}")]
    private partial void Joined(string name, string seed);

    [LoggerMessage(LogLevel.Information, "leaving: nothing new is taken, what runs is finished")]
    private partial void Draining();
}
