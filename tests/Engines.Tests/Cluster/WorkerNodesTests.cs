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

    [Fact]
    public async Task A_trouble_with_a_node_is_told_once_however_often_it_is_dialed()
    {
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lines = new List<string>();
        int dials = 0;
        using var nodes = new WorkerNodes(
            (_, _, _) =>
            {
                if (Interlocked.Increment(ref dials) == 3) third.TrySetResult();
                throw new SocketException((int)SocketError.ConnectionRefused);
            },
            lines.Add,
            _ => { });

        nodes.OnListed([s_node]);

        await third.Task.WaitAsync(s_deadline);
        lines.Count.ShouldBe(1);
    }

    [Fact]
    public void An_empty_list_is_explained_by_what_was_before()
    {
        var reasons = new List<string>();
        using var nodes = new WorkerNodes(
            (node, ended, _) => Task.FromResult(Link(node, ended)), _ => { }, reasons.Add);

        nodes.OnListed([]);
        nodes.OnListed([s_node]);
        nodes.OnListed([]);

        reasons.ShouldBe(
        [
            "there is no worker, since no worker node has joined the cluster",
            "there is no worker, since worker node worker, the last one, has left the cluster or died",
        ]);
    }

    // One without connections, which uses none of what a link takes them to.
    private static NodeLink Link(NodeDescription node, Action<string> ended) =>
        new(node.Node, null!, null!, null!, _ => { }, ended);
}
