using System.Text;
using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Cluster.Tests.Processes;
using ActorCompute.Engines.Cluster.Clients;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;
using Xunit.Abstractions;
using static ActorCompute.Messages.CallProtocol;

namespace ActorCompute.Cluster.Tests.Functions;

/// <summary>What worker nodes do not run, and do not take, whoever asks; and that they go on.</summary>
public sealed class RefusalTests(ITestOutputHelper output)
{
    private static readonly Order s_order = FunctionCluster.Orders(6)[5];

    [Fact]
    public async Task A_node_without_a_list_runs_nothing_and_a_client_without_one_asks_for_nothing()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 1);
        await using ComputeCluster with = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool refused = with.Pool();
        await using ComputeCluster without = await cluster.Connect();
        await using ActorPool threads = without.Pool();

        ComputeException refusal = Should.Throw<ComputeException>(() => refused.Apply(Shop.ProcessId));
        refusal.Kind.ShouldBe(ErrorKind.Refused);
        refusal.Message.ShouldEndWith("this worker node runs no functions of programs: start it with "
            + "--functions FILE.dll and --allow TYPE");
        threads.Apply(Shop.ProcessId).ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public async Task A_method_of_a_type_that_is_not_on_the_nodes_list_is_refused_by_name()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect([.. FunctionCluster.Types, typeof(Vault)]);
        await using ActorPool pool = compute.Pool();

        ComputeException refusal = Should.Throw<ComputeException>(() => pool.Apply(Vault.Open, 1));

        refusal.Kind.ShouldBe(ErrorKind.Refused);
        refusal.Message.ShouldContain("does not run the function: no static method 'Int32 "
            + "ActorCompute.Cluster.Tests.Functions.Vault.Open(Int32)' of the assembly 'Cluster.Tests' is in "
            + "the list of this worker node: start it with --allow "
            + "ActorCompute.Cluster.Tests.Functions.Vault");
        pool.Apply(Shop.Total, s_order).Number.ShouldBe(5);
    }

    [Fact]
    public async Task A_record_that_is_not_on_the_nodes_list_is_refused_in_the_signature_and_within_a_value()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect([.. FunctionCluster.Types, typeof(Spy)]);
        await using ActorPool pool = compute.Pool();
        var spy = new Spy("spy", 1);

        Should.Throw<ComputeException>(() => pool.Apply(Shop.Spied, spy)).Message
            .ShouldContain($"cannot be sent: {typeof(Spy)} ");
        string inside = Should.Throw<ComputeException>(() => pool.Apply(Shop.Area, spy)).Message;
        if (TestEngine.Name == "akka")
        {
            inside.ShouldContain($"names the type '{typeof(Spy)}, Cluster.Tests', which is not on the list");
            pool.Apply(Shop.Area, new Circle("c", 2)).ShouldBe(2 * Math.PI);
        }
        else
        {
            inside.ShouldContain("derived types do not travel");
        }

        pool.Apply(Shop.Area, new Shape("plain")).ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_that_are_no_arguments_are_refused_and_nothing_is_made_of_them()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ClusterEngine engine = await ClusterEngine.ConnectAsync(new ClusterEngineOptions
        {
            Seed = HostPort.Parse(cluster.Address),
            Engine = TestEngine.Name,
        });
        using var calls = new CallConnection(await engine.DialCallsAsync(engine.Nodes[0]));
        string total = MethodName(nameof(Shop.Total));
        byte[] name = Encoding.UTF8.GetBytes("System.IO.FileInfo, System.Private.CoreLib,%core%");
        byte[] file = [1, 255, .. BitConverter.GetBytes(name.Length), .. name];
        byte[][] payloads =
        [
            [], [255, 255, 255, 127], [1, 0, 0, 0, 1], [2, 0, 0, 0, 1, 253],
            [.. BitConverter.GetBytes(file.Length), .. file],
            [.. BitConverter.GetBytes(7), 1, 252, 2, 255, 255, 255, 127],
            .. Enumerable.Range(1, 200).Select(seed => RandomBytes(new Random(seed))),
        ];
        foreach ((byte[] payload, int number) in payloads.Select((payload, index) => (payload, index)))
        {
            calls.Send(new RunCalls(number, total, 1), payload);
            CallsFailed failed = calls.Receive().Message.ShouldBeOfType<CallsFailed>();
            failed.Type.ShouldBe("ActorCompute.Messages.Wire.WireException", failed.Message);
        }

        string[] strangers =
        [
            "", "!", "!!", "Cluster.Tests!!", $"{total}!", total.Replace("Total", "Totals"),
            "System.Private.CoreLib!System.IO.File!Void Delete(System.String)",
        ];
        foreach (string stranger in strangers)
        {
            calls.Send(new RunCalls(1_000, stranger, 1));
            calls.Receive().Message.ShouldBeOfType<CallsFailed>().Type.ShouldBeEmpty(stranger);
        }

        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool();
        pool.Map(Shop.Total, [s_order, s_order]).Length.ShouldBe(2);
    }

    [Fact]
    public async Task One_who_is_no_client_of_the_node_gets_no_seat()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ClusterEngine engine = await ClusterEngine.ConnectAsync(new ClusterEngineOptions
        {
            Seed = HostPort.Parse(cluster.Address),
            Engine = TestEngine.Name,
        });
        Messages.NodeDescription node = engine.Nodes[0];
        await engine.DisposeAsync();

        (await Should.ThrowAsync<ComputeException>(() => Eventually.Becomes(
            () => engine.DialCallsAsync(node), _ => false, "the node has seen that the client is gone")))
            .Message.ShouldContain("this worker node does not know the client");
    }

    private static string MethodName(string method) => string.Join(
        '!', "Cluster.Tests", typeof(Shop).FullName, typeof(Shop).GetMethod(method));

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(5, 60)];
        random.NextBytes(bytes);
        BitConverter.TryWriteBytes(bytes, bytes.Length - sizeof(int));
        return bytes;
    }
}
