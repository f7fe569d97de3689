using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Client.Pools;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Tests.Clusters;

/// <summary>
/// Pools whose workers have seats on worker nodes, of the engine tcp; the nodes share this process.
/// </summary>
public sealed class NodePoolTests : IAsyncLifetime
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private readonly List<WorkerNode> _nodes = [];
    private SeedNode _seed = null!;

    public async Task InitializeAsync()
    {
        _seed = new SeedNode(
            new SeedNodeOptions { Listen = new HostPort("127.0.0.1", 0), Engine = ClusterEngines.Tcp });
        await StartNode("one", NodeWork.Types);
        await StartNode("two", NodeWork.Types);
    }

    public async Task DisposeAsync()
    {
        NodeWork.Released.Set();
        foreach (WorkerNode node in _nodes) await node.DisposeAsync();
        _seed.Dispose();
        NodeWork.Released.Reset();
    }

    [Fact]
    public async Task All_forms_of_calls_give_what_threads_give_and_run_on_seats_of_all_nodes()
    {
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(processes: 4);
        Item[] items = [.. Enumerable.Range(0, 500).Select(number => new Item(number, $"{number}"))];

        pool.Map(NodeWork.Doubled, items).ShouldBe(items.Select(NodeWork.Doubled));
        pool.Apply(NodeWork.Doubled, new Item(4, "four")).ShouldBe(new Item(8, "four"));
        pool.Imap(NodeWork.Doubled, items, chunkSize: 7).ShouldBe(items.Select(NodeWork.Doubled));
        pool.ImapUnordered(NodeWork.Doubled, items).Select(item => item.Number).Order()
            .ShouldBe(items.Select(item => 2 * item.Number));
        pool.StarMap(NodeWork.Make, [(1, "a"), (2, "b")]).ShouldBe([new Item(1, "a"), new Item(2, "b")]);
        (await pool.ApplyAsync(NodeWork.Nothing)).ShouldBe(0);
        pool.Map(NodeWork.ThreadName, Enumerable.Range(0, 100)).Distinct()
            .ShouldBe(["runs functions of a program"]);
        pool.Workers.ShouldBe(4);
        pool.ProcessIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_list_the_workers_of_a_pool_are_threads_of_the_client()
    {
        await using ComputeCluster cluster = await Connect([]);
        await using ActorPool pool = cluster.Pool(processes: 2);
        int captured = 3;

        pool.Map(x => x + captured, [1, 2]).ShouldBe([4, 5]);
        pool.Map(NodeWork.ThreadName, [1]).ShouldNotContain("runs functions of a program");
    }

    [Fact]
    public async Task What_is_not_on_the_list_of_the_client_is_refused_before_anything_is_sent()
    {
        await using ComputeCluster cluster = await Connect([typeof(NodeWork), typeof(Item)]);
        await using ActorPool pool = cluster.Pool(processes: 1);

        Refusal(() => pool.Map(Math.Sign, [1m]), ErrorKind.UnsupportedType).ShouldBe(
            "'Sign' is a method of System.Math, which is not in ConnectOptions.Functions: add "
            + "System.Math there");
        Refusal(() => pool.Map(x => x + 1, [1]), ErrorKind.UnsupportedType)
            .ShouldContain("make it a static method and pass it by name");
        Refusal(() => pool.Map(NodeWork.Coloured, [1]), ErrorKind.UnsupportedType).ShouldBe(
            $"the result of 'Coloured' cannot be sent: {typeof(Colour)} does not travel between processes, "
            + $"because it is not in ConnectOptions.Functions: add {typeof(Colour)} there; numbers, bool, "
            + "char, enums, strings, arrays, lists, tuples and records of these travel");
        Refusal(() => cluster.Pool(1, Console.Beep), ErrorKind.UnsupportedType)
            .ShouldContain("'Beep' is a method");
        pool.Apply(NodeWork.Doubled, new Item(4, "four")).ShouldBe(new Item(8, "four"));
    }

    [Fact]
    public async Task What_is_not_on_the_list_of_a_node_is_refused_there_and_the_node_goes_on()
    {
        FunctionTypes longer = [.. NodeWork.Types, typeof(UnlistedWork), typeof(Colour)];
        await using ComputeCluster cluster = await Connect(longer);
        await using ActorPool pool = cluster.Pool(processes: 1);

        Refusal(() => pool.Map(UnlistedWork.Secret, [1, 2]), ErrorKind.Refused).ShouldMatch(
            "^worker node (one|two) does not run the function: no static method 'Int32 "
            + "ActorCompute.Client.Tests.Clusters.UnlistedWork.Secret\\(Int32\\)' of the assembly "
            + "'Client.Tests' is in the list of this worker node: start it with --allow "
            + "ActorCompute.Client.Tests.Clusters.UnlistedWork$");
        Refusal(() => pool.Map(NodeWork.Coloured, [1]), ErrorKind.Refused)
            .ShouldContain("does not run the function: the result of 'Coloured' cannot be sent");
        await using ActorPool initialized = cluster.Pool(1, UnlistedWork.Initialize);
        Refusal(() => initialized.Apply(NodeWork.Nothing), ErrorKind.Refused).ShouldContain("'Client.Tests'");
        pool.Apply(NodeWork.Doubled, new Item(4, "four")).ShouldBe(new Item(8, "four"));
    }

    [Fact]
    public async Task What_a_function_throws_comes_back_with_its_type_message_and_stack()
    {
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(processes: 2);

        ComputeException failure =
            Should.Throw<ComputeException>(() => pool.Map(NodeWork.Fraction, [5, 2, 0, 4]));

        failure.Message.ShouldBe(
            "the function failed on item 2: DivideByZeroException: Attempted to divide by zero.");
        RemoteException thrown = failure.InnerException.ShouldBeOfType<RemoteException>();
        thrown.TypeName.ShouldBe("System.DivideByZeroException");
        thrown.StackTrace.ShouldContain(nameof(NodeWork.Fraction));
        pool.Map(NodeWork.Fraction, [5, 2]).ShouldBe([20, 50]);
    }

    [Fact]
    public async Task An_initializer_runs_on_each_seat_and_a_seat_is_replaced_after_so_many_items()
    {
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(1, NodeWork.Initialize, 40, maxTasksPerChild: 2);

        (int Initialized, int Thread)[] ran =
            pool.Map(NodeWork.Seat, Enumerable.Range(0, 6), chunkSize: 6);

        ran.ShouldAllBe(item => item.Initialized == 40);
        ran.GroupBy(item => item.Thread).ShouldAllBe(items => items.Count() == 2);
    }

    [Fact]
    public async Task A_node_that_runs_no_functions_is_passed_over()
    {
        await StartNode("three", null);
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(processes: 6);

        pool.Map(NodeWork.Fraction, Enumerable.Range(1, 200)).Length.ShouldBe(200);
    }

    [Fact]
    public async Task Where_no_node_runs_functions_a_call_says_so_at_once()
    {
        await StopNodes();
        await StartNode("three", null);
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(processes: 1);

        Refusal(() => pool.Apply(NodeWork.Nothing), ErrorKind.Refused).ShouldMatch(
            "^no worker node runs the functions of this pool: worker node three: 127.0.0.1:\\d+ refuses the "
            + "connection: this worker node runs no functions of programs: start it with --functions "
            + "FILE.dll and --allow TYPE$");
    }

    [Fact]
    public async Task Where_no_node_is_left_a_call_fails_and_the_pool_works_again_with_the_next_node()
    {
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(processes: 2);
        pool.Apply(NodeWork.Fraction, 5).ShouldBe(20);

        await StopNodes();
        await Eventually(() => cluster.Workers == 0);
        Refusal(() => pool.Map(NodeWork.Fraction, [5, 2]), ErrorKind.Unreachable)
            .ShouldBe("no worker node runs the functions of this pool: none is connected");

        await StartNode("three", NodeWork.Types);
        await Eventually(() => cluster.Workers == 1);
        pool.Map(NodeWork.Fraction, [5, 2]).ShouldBe([20, 50]);
    }

    [Fact]
    public async Task The_calls_of_a_node_that_leaves_are_finished_and_the_rest_goes_elsewhere()
    {
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(processes: 2, retries: 0);
        NodeWork.Waiting.Reset();
        AsyncResult<int[]> map = pool.MapAsync(NodeWork.WaitOnce, Enumerable.Range(0, 40), chunkSize: 20);
        NodeWork.Waiting.Wait(s_deadline).ShouldBeTrue();

        Task leaving = _nodes[0].DrainAsync();
        NodeWork.Released.Set();
        await leaving.WaitAsync(s_deadline);
        await _nodes[0].DisposeAsync();
        _nodes.RemoveAt(0);

        (await map.Task.WaitAsync(s_deadline)).ShouldBe(Enumerable.Range(0, 40));
    }

    [Fact]
    public async Task A_function_that_does_not_end_holds_up_neither_its_pools_end_nor_its_node()
    {
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using (ActorPool endless = cluster.Pool(processes: 2))
        {
            AsyncResult<int[]> map = endless.MapAsync(NodeWork.WaitOnce, [1, 2]);
            NodeWork.Waiting.Wait(s_deadline).ShouldBeTrue();
            endless.Terminate();
            (await Should.ThrowAsync<ComputeException>(map.Task)).Kind.ShouldBe(ErrorKind.Cancelled);
        }

        await using ActorPool pool = cluster.Pool(processes: 2);
        pool.Map(NodeWork.Fraction, [5, 2]).ShouldBe([20, 50]);
    }

    [Fact]
    public async Task A_node_that_leaves_does_not_wait_for_a_call_whose_program_is_gone()
    {
        await using (ComputeCluster cluster = await Connect(NodeWork.Types))
        {
            await using ActorPool endless = cluster.Pool(processes: 2);
            NodeWork.Waiting.Reset();
            AsyncResult<int[]> map = endless.MapAsync(NodeWork.WaitOnce, [1, 2], chunkSize: 1);
            NodeWork.Waiting.Wait(s_deadline).ShouldBeTrue();
            endless.Terminate();
            (await Should.ThrowAsync<ComputeException>(map.Task)).Kind.ShouldBe(ErrorKind.Cancelled);
        }

        await Task.WhenAll(_nodes.Select(node => node.DrainAsync())).WaitAsync(s_deadline);

        NodeWork.Released.IsSet.ShouldBeFalse();
    }

    [Fact]
    public async Task Seats_beyond_those_of_the_nodes_are_refused_with_what_to_do()
    {
        await using ComputeCluster cluster = await Connect(NodeWork.Types);
        await using ActorPool pool = cluster.Pool(processes: 40);
        NodeWork.Waiting.Reset();

        Refusal(() => pool.Map(NodeWork.WaitOnce, Enumerable.Range(0, 40), chunkSize: 1), ErrorKind.Refused)
            .ShouldContain("all 16 seats for functions on this worker node are taken: make pools of fewer");
    }

    [Fact]
    public async Task A_node_that_is_not_where_it_is_listed_is_passed_over_with_what_to_do()
    {
        HostPort address = _nodes[0].Address;
        await StartNode("three", null, advertise: address);
        var lines = new ConcurrentQueue<string>();
        await using ComputeCluster cluster = await ComputeCluster.ConnectAsync(
            $"{_seed.Address}", new ConnectOptions { Engine = ClusterEngines.Tcp, Log = lines.Enqueue });

        lines.ShouldContain(
            $"worker node three cannot be used: another node answers on {address} than is listed there: "
            + "either it is starting anew, and is listed in a moment, or two worker nodes have one "
            + "--advertise: give each its own");
    }

    [Theory]
    [InlineData(typeof(FileInfo), "it is a type of .NET with a meaning of its own")]
    [InlineData(typeof(List<int>), "it is generic, an array or a pointer")]
    [InlineData(typeof(Item[]), "it is generic, an array or a pointer")]
    [InlineData(typeof(Careless), "it derives from System.Exception")]
    [InlineData(typeof(Action), "code does not travel")]
    public void A_type_that_is_unsafe_to_make_cannot_be_put_on_a_list(Type type, string reason) =>
        Should.Throw<ComputeException>(() => new FunctionTypes { type }).Message
            .ShouldStartWith($"{type} cannot be allowed for functions, because {reason}");

    [Fact]
    public void A_node_finds_its_list_in_the_assemblies_that_it_is_given_or_says_what_is_wrong()
    {
        string file = typeof(NodeWork).Assembly.Location;

        NodeFunctions.Load([file], [typeof(NodeWork).FullName!, "System.DayOfWeek"], ClusterEngines.Tcp)
            .ShouldNotBeNull();
        Should.Throw<ComputeException>(() => NodeFunctions.Load([file], ["Shop"], ClusterEngines.Tcp)).Message
            .ShouldStartWith("none of the assemblies with functions has a type 'Shop'");
        Refusal(() => NodeFunctions.Load(["absent.dll"], [], ClusterEngines.Tcp), ErrorKind.InvalidFile)
            .ShouldBe("the functions 'absent.dll' cannot be loaded: there is no such file");
        string settings = Path.ChangeExtension(file, "runtimeconfig.json");
        Refusal(() => NodeFunctions.Load([settings], [], ClusterEngines.Tcp), ErrorKind.InvalidFile)
            .ShouldStartWith($"the functions '{settings}' cannot be loaded: it is no assembly of .NET");
    }

    private static string Refusal(Action call, ErrorKind kind)
    {
        ComputeException refusal = Should.Throw<ComputeException>(call);
        refusal.Kind.ShouldBe(kind, refusal.Message);
        return refusal.Message;
    }

    private static Task Eventually(Func<bool> condition) => Processes.Eventually.True(condition, s_deadline);

    private async Task StartNode(string name, FunctionTypes? functions, HostPort? advertise = null)
    {
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _nodes.Add(await WorkerNode.StartAsync(new WorkerNodeOptions
        {
            Seed = _seed.Address,
            Listen = new HostPort("127.0.0.1", 0),
            Advertise = advertise,
            Engine = ClusterEngines.Tcp,
            Name = name,
            Slots = 1,
            Functions = functions is null ? null : new NodeFunctions(functions, ClusterEngines.Tcp),
            Joined = () => joined.TrySetResult(),
        }));
        await joined.Task.WaitAsync(s_deadline);
    }

    private async Task StopNodes()
    {
        foreach (WorkerNode node in _nodes) await node.DisposeAsync();
        _nodes.Clear();
    }

    private Task<ComputeCluster> Connect(FunctionTypes functions) => ComputeCluster.ConnectAsync(
        $"{_seed.Address}", new ConnectOptions { Engine = ClusterEngines.Tcp, Functions = functions });
}
