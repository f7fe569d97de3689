using System.Linq.Expressions;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client.Pools;

namespace ActorCompute.Client.Tests.Pools;

/// <summary>Map, MapAsync, StarMap and StarMapAsync.</summary>
public sealed class MapTests : IDisposable
{
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(30);

    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
    private readonly ActorPool _pool;

    public MapTests() => _pool = _cluster.Pool(4);

    public void Dispose()
    {
        _pool.Dispose();
        _cluster.Dispose();
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(5, null)]
    [InlineData(5, 1L)]
    [InlineData(5, long.MaxValue)]
    [InlineData(100_003, null)]
    [InlineData(100_003, 1L)]
    [InlineData(100_003, 7L)]
    public void Results_are_in_the_order_of_the_items(int count, long? chunkSize)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        _pool.Map(item => item * 3L, items, chunkSize).ShouldBe(items.Select(item => item * 3L));
    }

    [Fact]
    public async Task Every_sequence_and_every_form_gives_the_same()
    {
        static string Name(int item) => $"item {item}";
        int[] items = [.. Enumerable.Range(0, 1000)];
        string[] expected = [.. items.Select(Name)];
        _pool.Map(Name, items.ToList()).ShouldBe(expected);
        _pool.Map(Name, items.Where(_ => true)).ShouldBe(expected);
        (await _pool.MapAsync(Name, items)).ShouldBe(expected);
        string[] into = new string[1000];
        _pool.Map(Name, items, into).ShouldBeSameAs(into);
        into.ShouldBe(expected);
    }

    [Fact]
    public void An_array_of_a_derived_type_is_a_sequence_of_its_base()
    {
        string[] items = ["a", "bc"];
        _pool.Map((object item) => item.ToString()!.Length, items).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Star_map_spreads_tuples_over_the_arguments()
    {
        (int, int)[] pairs = [(1, 2), (3, 4), (5, 6)];
        _pool.StarMap((int a, int b) => a * b, pairs).ShouldBe([2, 12, 30]);
        (await _pool.StarMapAsync((int a, int b) => a - b, pairs)).ShouldBe([-1, -1, -1]);
        (int, string, bool)[] triples = [(1, "x", true), (2, "y", false)];
        _pool.StarMap((int a, string b, bool c) => $"{a}{b}{c}", triples).ShouldBe(["1xTrue", "2yFalse"]);
        (await _pool.StarMapAsync((int a, string b, bool _) => b + a, triples)).ShouldBe(["x1", "y2"]);
    }

    [Fact]
    public void As_many_items_run_at_once_as_there_are_workers()
    {
        // More than there may be processors: they wait for each other.
        using var meeting = new Barrier(4);
        _pool.Map(_ => meeting.SignalAndWait(s_generous), new int[8]).ShouldAllBe(met => met);
    }

    [Fact]
    public async Task A_worker_that_waits_keeps_no_item_from_the_others()
    {
        // The first item waits for all the others, whoever they were sent to at first.
        int ended = 0;
        var others = new TaskCompletionSource();
        Task<bool[]> map = _pool.MapAsync(
            item =>
            {
                if (item == 0) return others.Task.Wait(s_generous);
                if (Interlocked.Increment(ref ended) == 99) others.SetResult();
                return true;
            },
            Enumerable.Range(0, 100),
            chunkSize: 1).Task;
        (await map.WaitAsync(s_generous)).ShouldAllBe(done => done);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    [InlineData(1000L)]
    public async Task An_exception_names_its_item_and_stops_the_others(long? chunkSize)
    {
        int started = 0;
        int Square(int item)
        {
            Interlocked.Increment(ref started);
            return item == 31_234 ? throw new FormatException("not this one") : item * item;
        }

        int[] items = [.. Enumerable.Range(0, 4_000_000)];
        ComputeException error = Should.Throw<ComputeException>(() => _pool.Map(Square, items, chunkSize));
        error.Kind.ShouldBe(ErrorKind.KernelFailed);
        error.Message.ShouldBe("the function failed on item 31234: FormatException: not this one");
        error.InnerException.ShouldBeOfType<FormatException>();
        started.ShouldBeLessThan(items.Length);
        Task<int[]> asynchronous = _pool.MapAsync(Square, items, chunkSize).Task;
        ComputeException again = await Should.ThrowAsync<ComputeException>(asynchronous);
        again.Message.ShouldBe(error.Message);
        _pool.Map(item => item + 1, items.AsSpan(0, 3).ToArray()).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_known_function_has_the_bits_of_the_plain_job()
    {
        double[] x = Numbers.Random(100_000);
        using ComputeArray<double> plain = await _cluster.MapAsync(x, v => Math.Exp(v));
        double[] expected = plain.ToArray();
        _pool.Map(Math.Exp, x).ShouldBe(expected);
        (await _pool.MapAsync(Math.Exp, x)).ShouldBe(expected);
        double[] into = new double[x.Length];
        _pool.Map(Math.Exp, x, into).ShouldBeSameAs(into);
        into.ShouldBe(expected);
        float[] y = [.. x.Select(v => (float)v)];
        using ComputeArray<float> plainFloat = await _cluster.MapAsync(y, v => MathF.Sin(v));
        _pool.Map(MathF.Sin, y).ShouldBe(plainFloat.ToArray());
    }

    [Fact]
    public async Task An_expression_is_fused()
    {
        double[] x = Numbers.Random(10_000);
        Expression<Func<double, double>> function = v => Math.Exp(v) * 2 + v;
        using ComputeArray<double> plain = await _cluster.MapAsync(x, function);
        _pool.Map(function, x).ShouldBe(plain.ToArray());
        Expression<Func<double, string>> text = v => v.ToString();
        Should.NotThrow(() => _pool.Map(text.Compile(), x));
    }

    [Fact]
    public void A_function_of_Math_that_is_not_of_the_language_is_called()
    {
        uint[] items = [3, 4];
        _pool.Map(Math.ILogB, new double[] { 8, 1 }).ShouldBe([3, 0]);
        _pool.Map(item => Math.Max(item, 4), items).ShouldBe([4u, 4u]);
        _pool.Map(Math.Abs, new decimal[] { -1 }).ShouldBe([1m]);
    }

    [Fact]
    public async Task A_function_may_use_the_cluster_and_its_own_pool()
    {
        double[] ones = [.. Enumerable.Repeat(1.0, 10_000)];
        double[] sums = await _pool.MapAsync(
            item =>
            {
                using ComputeArray<double> squares = _cluster.MapAsync(ones, v => v * 2).Result;
                double inner = _pool.Map(v => v + 1, squares.ToArray()).Sum();
                return inner + _pool.Apply(v => v, item);
            },
            Enumerable.Range(0, 40).Select(item => (double)item)).Task.WaitAsync(s_generous);
        sums.ShouldBe(Enumerable.Range(0, 40).Select(item => 30_000.0 + item));
    }

    [Fact]
    public async Task Progress_counts_items()
    {
        var last = new TaskCompletionSource<JobProgress>();
        var progress = new Recorder(value =>
        {
            if (value.ElementsDone == value.Elements) last.TrySetResult(value);
        });
        await _pool.MapAsync(item => item, Enumerable.Range(0, 10), chunkSize: 3, progress: progress);
        (await last.Task.WaitAsync(s_generous)).ShouldBe(new JobProgress(10, 10, 4, 4));

        last = new TaskCompletionSource<JobProgress>();
        await _pool.MapAsync(Math.Exp, Numbers.Random(10_000), progress: progress);
        (await last.Task.WaitAsync(s_generous)).ElementsDone.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_token_stops_what_has_not_started()
    {
        using var cancellation = new CancellationTokenSource();
        int started = 0;
        AsyncResult<int[]> map = _pool.MapAsync(
            item =>
            {
                Interlocked.Increment(ref started);
                cancellation.Cancel();
                return item;
            },
            Enumerable.Range(0, 100_000),
            chunkSize: 10,
            cancellationToken: cancellation.Token);
        var error = await Should.ThrowAsync<OperationCanceledException>(map.Task);
        error.CancellationToken.ShouldBe(cancellation.Token);
        started.ShouldBeLessThan(100_000);
        map.Successful.ShouldBeFalse();
        Should.Throw<OperationCanceledException>(
            () => _pool.Map(item => item, new int[3], cancellationToken: cancellation.Token));
        _pool.Map(item => item + 1, new int[3]).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task Several_threads_may_use_a_pool_at_once()
    {
        Task[] users = [.. Enumerable.Range(0, 6).Select(user => Task.Run(() =>
        {
            for (int round = 0; round < 50; round++)
            {
                int[] items = [.. Enumerable.Range(user, 300)];
                _pool.Map(item => item * user, items).ShouldBe(items.Select(item => item * user));
                _pool.Apply(item => item + 1, round).ShouldBe(round + 1);
            }
        }))];
        await Task.WhenAll(users).WaitAsync(s_generous);
    }

    [Fact]
    public async Task A_token_stops_a_map_inside_a_function_of_its_own_pool()
    {
        using var cancellation = new CancellationTokenSource();
        int ran = 0;
        AsyncResult<int[]> outer = _pool.ApplyAsync(() => _pool.Map(
            item =>
            {
                if (++ran == 10) cancellation.Cancel();
                return item;
            },
            new int[1_000_000],
            cancellationToken: cancellation.Token));
        var error = await Should.ThrowAsync<ComputeException>(outer.Task);
        error.InnerException.ShouldBeAssignableTo<OperationCanceledException>();

        // It looks at the token between runs of items, which grow where items are cheap.
        ran.ShouldBeInRange(10, 10_000);
    }

    private sealed class Recorder(Action<JobProgress> report) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => report(value);
    }
}
