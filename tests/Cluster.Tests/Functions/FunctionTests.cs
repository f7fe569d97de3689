using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests.Functions;

/// <summary>Pools whose functions run on worker nodes, and what becomes of them with their nodes.</summary>
public sealed class FunctionTests(ITestOutputHelper output)
{
    private static readonly Order[] s_orders = FunctionCluster.Orders(2_000);

    [Fact]
    public async Task Records_give_what_threads_give_and_all_nodes_take_part()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool();

        Bill[] bills = pool.Map(Shop.Total, s_orders);

        ShouldBeRight(bills, s_orders);
        bills.Select(bill => bill.Process).Distinct().Order()
            .ShouldBe(new[] { cluster.Worker("a").Id, cluster.Worker("b").Id }.Order());
        pool.Apply(Shop.Total, s_orders[5]).Number.ShouldBe(5);
        ShouldBeRight([.. pool.Imap(Shop.Total, s_orders[..100], chunkSize: 7)], s_orders[..100]);
        (await pool.ApplyAsync(Shop.ProcessId)).ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task Certificates_are_shown_on_the_way_to_functions_as_well()
    {
        using CertificateFolder certificates = await CertificateFolder.Create(Place.Loopback.Host);
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine, certificates);
        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool();

        ShouldBeRight(pool.Map(Shop.Total, s_orders), s_orders);
    }

    [Fact]
    public async Task A_node_that_is_killed_during_a_map_changes_no_result()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool(processes: 4);
        using var began = new Began(200);
        AsyncResult<Bill[]> map = pool.MapAsync(Shop.TotalInAWhile, s_orders, progress: began);
        await began.Task.WaitAsync(Eventually.Deadline);

        await cluster.Worker("a").Kill();

        Bill[] bills = await map.Task.WaitAsync(Eventually.Deadline);
        ShouldBeRight(bills, s_orders);
        bills.ShouldContain(bill => bill.Process == cluster.Worker("a").Id);
    }

    [Fact]
    public async Task A_node_that_is_stopped_during_a_map_loses_its_items_to_the_other_one()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool(processes: 2);
        using var began = new Began(200);
        AsyncResult<Bill[]> map = pool.MapAsync(Shop.TotalInAWhile, s_orders, progress: began);
        await began.Task.WaitAsync(Eventually.Deadline);

        cluster.Worker("a").Send(Signal.Stop);

        ShouldBeRight(await map.Task.WaitAsync(Eventually.Deadline), s_orders);
    }

    [Fact]
    public async Task With_no_node_left_a_call_fails_with_one_error_and_the_next_node_is_found()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool(processes: 2);
        pool.Apply(Shop.Total, s_orders[5]).Number.ShouldBe(5);
        await Task.WhenAll(cluster.Worker("a").Kill(), cluster.Worker("b").Kill());

        ComputeException none = Should.Throw<ComputeException>(() => pool.Map(Shop.Total, s_orders));
        none.Message.ShouldStartWith("no worker node runs the functions of this pool: ");

        await cluster.StartWorker("c", options: FunctionCluster.Options);
        await Eventually.Holds(() => compute.Workers == 1, "the client is connected to c");
        ShouldBeRight(pool.Map(Shop.Total, s_orders), s_orders);
    }

    [Fact]
    public async Task A_node_that_is_asked_to_end_finishes_its_call_and_no_retry_is_needed()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool(processes: 2, retries: 0);
        using var began = new Began(200);
        AsyncResult<Bill[]> map = pool.MapAsync(Shop.TotalInAWhile, s_orders, progress: began);
        await began.Task.WaitAsync(Eventually.Deadline);

        cluster.Worker("a").Send(Signal.Terminate);

        (await cluster.Worker("a").End()).ExitCode.ShouldBe(0);
        ShouldBeRight(await map.Task.WaitAsync(Eventually.Deadline), s_orders);
    }

    [Fact]
    public async Task A_node_with_a_function_that_never_returns_ends_once_its_client_is_gone()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string file = Path.Combine(folder, "began");
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using (ComputeCluster compute = await cluster.Connect(FunctionCluster.Types))
        {
            await using ActorPool pool = compute.Pool(processes: 1);
            AsyncResult<int[]> map = pool.MapAsync(Shop.StayForEver, [file]);
            await Eventually.Holds(() => File.Exists(file), "the function has begun");
            pool.Terminate();
            (await Should.ThrowAsync<ComputeException>(map.Task)).Kind.ShouldBe(ErrorKind.Cancelled);
        }

        Directory.Delete(folder, recursive: true);
        foreach (string name in (string[])["a", "b"])
        {
            cluster.Worker(name).Send(Signal.Terminate);
            (await cluster.Worker(name).End()).ExitCode.ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_a_function_throws_on_a_node_comes_back_with_its_type_and_stack()
    {
        await using TestCluster cluster = await FunctionCluster.Start(output.WriteLine);
        await using ComputeCluster compute = await cluster.Connect(FunctionCluster.Types);
        await using ActorPool pool = compute.Pool();

        ComputeException failure = Should.Throw<ComputeException>(() => pool.Map(Shop.Share, s_orders[..9]));

        failure.Message.ShouldStartWith("the function failed on item 3: DivideByZeroException: ");
        RemoteException thrown = failure.InnerException.ShouldBeOfType<RemoteException>();
        thrown.TypeName.ShouldBe("System.DivideByZeroException");
        thrown.StackTrace.ShouldContain(nameof(Shop.Share));
    }

    private static void ShouldBeRight(Bill[] bills, Order[] orders) =>
        bills.Select(bill => bill with { Process = 0 })
            .ShouldBe(orders.Select(order => Shop.Total(order) with { Process = 0 }));

    /// <summary>Completes when so many items are done.</summary>
    private sealed class Began(int items) : IProgress<JobProgress>, IDisposable
    {
        private readonly TaskCompletionSource _began =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _began.Task;

        public void Report(JobProgress value)
        {
            if (value.ElementsDone >= items) _began.TrySetResult();
        }

        public void Dispose() => _began.TrySetResult();
    }
}
