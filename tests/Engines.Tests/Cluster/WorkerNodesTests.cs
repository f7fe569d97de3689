using System.Net.Sockets;
using ActorCompute.Engines.Cluster.Clients;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Cluster;

public class WorkerNodesTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private static readonly NodeDescription s_node =
        new(new NodeId(0xA1, 1), "worker", "127.0.0.1:1", 1, 1 << 30, "test", 0);

    [Fact]
    public async Task A_node_whose_connection_has_ended_is_dialed_again()
    {
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int dials = 0;
        using var nodes = new WorkerNodes(
            (node, ended, _) =>
            {
                NodeLink link = Link(node, ended);
                if (Interlocked.Increment(ref dials) == 1) link.End("the other end closed the connection");
                else again.TrySetResult();
                return Task.FromResult(link);
            },
            _ => { },
            _ => { });

        nodes.OnListed([s_node]);

        await again.Task.WaitAsync(s_deadline);
    }

    [Fact]
    public async Task A_node_is_dialed_again_whatever_went_wrong_with_a_dial()
    {
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lines = new List<string>();
        int dials = 0;
        using var nodes = new WorkerNodes(
            (node, ended, _) =>
            {
                if (Interlocked.Increment(ref dials) == 1)
                {
                    throw new SocketException((int)SocketError.TooManyOpenSockets);
                }

                again.TrySetResult();
                return Task.FromResult(Link(node, ended));
            },
            lines.Add,
            _ => { });

        nodes.OnListed([s_node]);

        await nodes.Tried.WaitAsync(s_deadline);
        await again.Task.WaitAsync(s_deadline);
        lines.ShouldHaveSingleItem().ShouldStartWith("worker node worker cannot be used: ");
    }

    // One without connections, which uses none of what a link takes them to.
    private static NodeLink Link(NodeDescription node, Action<string> ended) =>
        new(node.Node, null!, null!, null!, _ => { }, ended);
}
