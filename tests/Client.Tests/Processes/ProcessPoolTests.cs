using ActorCompute.Arrays;
using ActorCompute.Client.Pools;

namespace ActorCompute.Client.Tests.Processes;

/// <summary>Pools of worker processes, which run static methods of this assembly.</summary>
public sealed class ProcessPoolTests(LocalCluster cluster) : IClassFixture<LocalCluster>
{
    private readonly ComputeCluster _compute = cluster.Compute;

    [Fact]
    public async Task A_map_runs_in_processes_of_the_pool_and_keeps_the_order()
    {
        await using ActorPool pool = _compute.Pool(processes: 2);

        int[] squares = pool.Map(ProgramMethods.Square, Enumerable.Range(0, 1000));

        squares.ShouldBe(Enumerable.Range(0, 1000).Select(x => x * x));
        int[] ran = [.. pool.Map(ProgramMethods.ProcessIdOf, Enumerable.Range(0, 100)).Distinct()];
        ran.ShouldNotContain(Environment.ProcessId);
        ran.ShouldBeSubsetOf(pool.ProcessIds);
        pool.ProcessIds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task All_forms_of_calls_give_what_threads_give()
    {
        await using ActorPool pool = _compute.Pool(processes: 1);

        pool.Apply(ProgramMethods.Square, 7).ShouldBe(49);
        (await pool.ApplyAsync(ProgramMethods.ProcessId)).ShouldBe(pool.ProcessIds.ShouldHaveSingleItem());
        (await pool.MapAsync(ProgramMethods.Square, [1, 2, 3])).ShouldBe([1, 4, 9]);
        pool.Imap(ProgramMethods.Square, Enumerable.Range(0, 10), chunkSize: 3)
            .ShouldBe(Enumerable.Range(0, 10).Select(x => x * x));
        pool.ImapUnordered(ProgramMethods.Square, [2, 3]).Order().ShouldBe([4, 9]);
        pool.StarMap(ProgramMethods.Volume, [(1.0, 2.0, 3.0), (4.0, 5.0, 6.0)]).ShouldBe([6, 120]);
        pool.Map(LocalFunction, [1, 2]).ShouldBe([11, 12]);

        static int LocalFunction(int x) => x + 10;
    }

    [Fact]
    public async Task Records_and_arrays_travel_there_and_back()
    {
        var order = new Order(5, [new Line("ä\0", 3.50m), new Line("", -1m)], ("Ann", 'A'))
        {
            Day = DayOfWeek.Friday,
            Weights = [1.5, double.NaN],
        };
        await using ActorPool pool = _compute.Pool(processes: 1);

        Order discounted = pool.Apply(ProgramMethods.Discounted, order);

        discounted.Lines.ShouldBe([new Line("ä\0", 1.75m), new Line("", -0.5m)]);
        (discounted with { Lines = order.Lines, Weights = order.Weights }).ShouldBe(order);
        discounted.Weights.ShouldBe(order.Weights);
        int[]?[] arrays = [[1, 2, 3], null, []];
        pool.Map(ProgramMethods.Reversed, arrays).ShouldBe([[3, 2, 1], null, []]);
        pool.Map(ProgramMethods.Length, [new double[3_000_000], [1]]).ShouldBe([3_000_000, 1]);
    }

    [Fact]
    public async Task A_lambda_is_refused_with_what_to_do()
    {
        int captured = 3;
        await using ActorPool pool = _compute.Pool(processes: 1);

        Refusal(() => pool.Map(x => x + captured, [1]))
            .ShouldBe("a lambda, or a local function that uses variables around it, does not travel to a "
                + "worker process: make it a static method and pass it by name");
        Refusal(() => pool.Apply(static x => x + 1, 1)).ShouldContain("make it a static method");
        Refusal(() => pool.Map<char, int>("abc".IndexOf, ['a'])).ShouldBe(
            "'IndexOf' belongs to an object, which does not travel to a worker process: "
            + "make it a static method and pass it by name");
        Refusal(() => _compute.Pool(1, () => { })).ShouldContain("make it a static method");
        Refusal(() => pool.Map(ProgramMethods.Anything, [1])).ShouldBe(
            "the result of 'Anything' cannot be sent: System.Object does not travel between processes, "
            + "because it is a type of .NET with a meaning of its own; numbers, bool, char, enums, strings, "
            + "arrays, lists, tuples and records of these travel");
    }

    [Fact]
    public async Task A_derived_record_is_refused_by_the_index_of_its_item()
    {
        await using ActorPool pool = _compute.Pool(processes: 1);

        Refusal(() => pool.Map(ProgramMethods.Same, [new Shape(1), new Circle(2)]))
            .ShouldStartWith($"item 1 cannot be sent to a worker process: a {typeof(Circle)} stands where");
    }

    [Fact]
    public async Task What_a_function_throws_comes_back_with_its_type_message_and_stack()
    {
        await using ActorPool pool = _compute.Pool(processes: 2);

        ComputeException failure =
            Should.Throw<ComputeException>(() => pool.Map(ProgramMethods.Divide, [5, 2, 0, 4]));

        failure.Kind.ShouldBe(ErrorKind.KernelFailed);
        failure.Message.ShouldBe(
            "the function failed on item 2: DivideByZeroException: Attempted to divide by zero.");
        RemoteException thrown = failure.InnerException.ShouldBeOfType<RemoteException>();
        thrown.TypeName.ShouldBe("System.DivideByZeroException");
        thrown.StackTrace.ShouldContain(nameof(ProgramMethods.Divide));
        failure.ToString().ShouldContain(nameof(ProgramMethods.Divide));
        pool.Map(ProgramMethods.Divide, [5, 2]).ShouldBe([20, 50]);
    }

    [Fact]
    public async Task An_initializer_runs_once_in_each_process()
    {
        await using ActorPool pool = _compute.Pool(2, ProgramMethods.Initialize, 40);
        pool.Map(ProgramMethods.Initialized, Enumerable.Range(0, 50)).ShouldAllBe(value => value == 40);

        await using ActorPool failing = _compute.Pool(1, ProgramMethods.FailToInitialize);
        Should.Throw<ComputeException>(() => failing.Apply(ProgramMethods.Square, 1)).Message
            .ShouldBe("the pool's initializer failed: InvalidOperationException: no such file");
    }

    [Fact]
    public async Task A_process_is_replaced_after_so_many_items()
    {
        await using ActorPool pool = _compute.Pool(processes: 1, maxTasksPerChild: 2);

        int[] ran = pool.Map(ProgramMethods.ProcessIdOf, Enumerable.Range(0, 6), chunkSize: 6);

        ran.Distinct().Count().ShouldBe(3);
        ran.GroupBy(id => id).ShouldAllBe(items => items.Count() == 2);
    }

    [Fact]
    public async Task The_items_of_a_process_that_dies_are_run_again_in_another_one()
    {
        using var folder = new TemporaryFolder();
        string[] items = [.. Enumerable.Repeat("", 50)];
        items[20] = folder["tried"];
        await using ActorPool pool = _compute.Pool(processes: 2);

        int[] results = pool.Map(ProgramMethods.DieOnce, items);

        results[20].ShouldBe(2);
        results.Where((_, index) => index != 20).ShouldAllBe(value => value == 1);
    }

    [Fact]
    public async Task Items_that_kill_each_process_are_an_error_that_names_them()
    {
        await using ActorPool pool = _compute.Pool(processes: 1, retries: 1);

        ComputeException lost = Should.Throw<ComputeException>(
            () => pool.Map(ProgramMethods.Die, Enumerable.Range(0, 20), chunkSize: 10));

        lost.Kind.ShouldBe(ErrorKind.ChunkLost);
        lost.Message.ShouldBe(
            "items 0 to 9 were lost with the worker process that ran them, which was ended by signal 9: "
            + "they were tried 2 times");
        pool.Apply(ProgramMethods.Square, 3).ShouldBe(9);
    }

    [Fact]
    public async Task Without_retries_the_items_of_a_process_that_dies_are_an_error_at_once()
    {
        await using ActorPool pool = _compute.Pool(processes: 1, retries: 0);

        ComputeException lost = Should.Throw<ComputeException>(() => pool.Apply(ProgramMethods.Die, 7));

        lost.Kind.ShouldBe(ErrorKind.ChunkLost);
        lost.Message.ShouldBe(
            "the call was lost with the worker process that ran it, which was ended by signal 9: "
            + "retries: 0 forbids to run it again");
    }

    [Fact]
    public async Task The_items_of_a_process_that_is_stopped_are_run_again_in_another_one()
    {
        using var folder = new TemporaryFolder();
        await using ActorPool pool = _compute.Pool(processes: 1);

        pool.Apply(ProgramMethods.StopOnce, folder["stopped"]).ShouldBe(2);
    }

    [Fact]
    public async Task An_item_that_takes_longer_than_the_silence_timeout_is_left_to_work()
    {
        await using ComputeCluster cluster = await ComputeCluster.StartLocalAsync(
            1, new ProcessOptions { SilenceTimeout = TimeSpan.FromSeconds(1.5) });
        await using ActorPool pool = cluster.Pool(processes: 1, retries: 0);

        pool.Apply(ProgramMethods.Hesitate, 4_000).ShouldBe(4_000);
    }

    [Fact]
    public async Task A_silence_timeout_that_is_not_possible_is_refused()
    {
        ComputeException refused = await Should.ThrowAsync<ComputeException>(ComputeCluster.StartLocalAsync(
            1, new ProcessOptions { SilenceTimeout = TimeSpan.FromMilliseconds(10) }));

        refused.Message.ShouldBe(
            "a SilenceTimeout of 0.01 s is not possible: give 1 s to 1 day, or Timeout.InfiniteTimeSpan");
    }

    [Fact]
    public async Task What_a_function_starts_is_not_taken_for_a_worker_process()
    {
        await using ActorPool pool = _compute.Pool(processes: 1);

        string[] variables = pool.Apply(ProgramMethods.VariablesOfAChild);

        variables.ShouldContain(line => line.StartsWith("PATH="));
        variables.ShouldNotContain(line => line.StartsWith("ACTORCOMPUTE_"));
        variables.ShouldNotContain(line => line.Contains("STARTUP_HOOKS"));
    }

    [Fact]
    public async Task Terminating_the_pool_kills_a_function_that_never_ends()
    {
        await using ActorPool pool = _compute.Pool(processes: 1);
        int process = pool.Apply(ProgramMethods.ProcessId);
        AsyncResult<int> endless = pool.ApplyAsync(ProgramMethods.NeverEnd);

        pool.Terminate();

        await Eventually.True(() => !Eventually.IsAlive(process), TimeSpan.FromSeconds(3));
        (await Should.ThrowAsync<ComputeException>(endless.Task)).Kind.ShouldBe(ErrorKind.Cancelled);
    }

    private static string Refusal(Action call)
    {
        ComputeException refusal = Should.Throw<ComputeException>(call);
        refusal.Kind.ShouldBe(ErrorKind.UnsupportedType);
        return refusal.Message;
    }
}
