using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Client.Tests;

/// <summary>Expressions over named inputs of every kind, and reductions.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
    private readonly TemporaryFolder _folder = new();
    private readonly double[] _x = Numbers.Random(20_000);

    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Named_inputs_are_arrays_scalars_files_random_numbers_and_indices()
    {
        using ComputeArray<double> stored = ComputeArray.From(_x);
        NpyFile.Save(_folder["y.npy"], stored);
        using ComputeArray<double> result = await _cluster.EvaluateAsync<double>(
            "a*x + y - r + i",
            [
                ("a", Scalar.Of(2.0)), ("x", _x), ("y", ArrayInput.File(_folder["y.npy"])),
                ("r", ArrayInput.Random(_x.Length, seed: 3)), ("i", ArrayInput.Arange(_x.Length)),
            ]);
        using ComputeArray<double> random =
            await _cluster.EvaluateAsync<double>("r", [("r", ArrayInput.Random(_x.Length, seed: 3))]);
        result.ToArray().ShouldBe(_x.Select((v, i) => 2 * v + v - random[i] + i));
        random.ToArray().ShouldAllBe(v => v >= 0 && v < 1);
    }

    [Fact]
    public async Task The_result_has_the_shape_of_the_inputs()
    {
        using ComputeArray<double> matrix = ComputeArray.Create<double>(new Shape(30, 40));
        using ComputeArray<double> result = await _cluster.EvaluateAsync<double>("cos(m)", [("m", matrix)]);
        result.Shape.ShouldBe(new Shape(30, 40));
        using ComputeArray<double> scalar = await _cluster.EvaluateAsync<double>(
            "a + 1", [("a", Scalar.Of(1.0))]);
        scalar.Shape.ShouldBe(Shape.Scalar);
        scalar[0].ShouldBe(2);
    }

    [Fact]
    public async Task An_input_that_the_expression_does_not_use_is_allowed_and_its_shape_counts()
    {
        using ComputeArray<double> result = await _cluster.EvaluateAsync<double>(
            "a + 1.0", [("a", Scalar.Of(1.0)), ("x", _x)]);
        result.Length.ShouldBe(_x.Length);
        await Should.ThrowAsync<ComputeException>(
            () => _cluster.EvaluateAsync<double>("x", [("x", _x), ("y", new double[3])]));
    }

    [Fact]
    public async Task A_sparse_file_of_hundreds_of_megabytes_is_reduced_without_being_loaded()
    {
        const long count = 50_000_000;
        NpyFile.CreateMapped<double>(_folder["sparse.npy"], new Shape(count)).Dispose();
        using (ComputeArray<double> file = NpyFile.Map<double>(_folder["sparse.npy"], writable: true))
        {
            file[count - 1] = 5;
            file[12_345_678] = -2;
        }

        (string, ArrayInput)[] inputs = [("x", ArrayInput.File(_folder["sparse.npy"]))];
        long before = ComputeArrayPool.PooledBytes;
        (await _cluster.ReduceAsync<double>(Reduction.Sum, "x", inputs)).ShouldBe(3);
        (await _cluster.ReduceAsync<long>(Reduction.Argmin, "x", inputs)).ShouldBe(12_345_678);
        (ComputeArrayPool.PooledBytes - before).ShouldBeLessThan(10_000_000);
    }

    [Fact]
    public async Task Every_reduction_agrees_with_a_loop()
    {
        (await Reduce<double>(Reduction.Sum)).ShouldBe(_x.Sum(), 1e-10);
        (await Reduce<double>(Reduction.Prod, "1 + x/1000")).ShouldBe(
            _x.Aggregate(1.0, (product, v) => product * (1 + v / 1000)), 1e-10);
        (await Reduce<double>(Reduction.Min)).ShouldBe(_x.Min());
        (await Reduce<double>(Reduction.Max)).ShouldBe(_x.Max());
        (await Reduce<double>(Reduction.Mean)).ShouldBe(_x.Average(), 1e-14);
        double mean = _x.Average();
        double variance = _x.Select(v => (v - mean) * (v - mean)).Average();
        (await Reduce<double>(Reduction.Var)).ShouldBe(variance, 1e-12);
        (await Reduce<double>(Reduction.Std)).ShouldBe(Math.Sqrt(variance), 1e-12);
        (await Reduce<double>(Reduction.Norm)).ShouldBe(Math.Sqrt(_x.Sum(v => v * v)), 1e-10);
        (await Reduce<long>(Reduction.Argmin)).ShouldBe(Array.IndexOf(_x, _x.Min()));
        (await Reduce<long>(Reduction.Argmax)).ShouldBe(Array.IndexOf(_x, _x.Max()));
        (await Reduce<long>(Reduction.CountNonzero, "x > 0.5")).ShouldBe(_x.Count(v => v > 0.5));
        (await Reduce<bool>(Reduction.Any, "x > 2")).ShouldBeFalse();
        (await Reduce<bool>(Reduction.All, "x < 2")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Reduction.Sum, 0.0)]
    [InlineData(Reduction.Prod, 1.0)]
    [InlineData(Reduction.Norm, 0.0)]
    [InlineData(Reduction.Mean, double.NaN)]
    [InlineData(Reduction.Var, double.NaN)]
    [InlineData(Reduction.Std, double.NaN)]
    [InlineData(Reduction.CountNonzero, 0.0)]
    [InlineData(Reduction.Any, 0.0)]
    [InlineData(Reduction.All, 1.0)]
    public async Task A_reduction_of_nothing_has_its_neutral_value(Reduction reduction, double expected)
    {
        JobResult result = await _cluster.Submit(Request(reduction, []));
        result.Value!.Value.ToDouble().ShouldBe(expected);
        (result.Warning is not null).ShouldBe(double.IsNaN(expected));
    }

    [Theory]
    [InlineData(Reduction.Min, "min")]
    [InlineData(Reduction.Max, "max")]
    [InlineData(Reduction.Argmin, "argmin")]
    [InlineData(Reduction.Argmax, "argmax")]
    public void An_extreme_of_nothing_is_refused_at_once(Reduction reduction, string name)
    {
        ComputeException error = Should.Throw<ComputeException>(
            () => _cluster.Submit(Request(reduction, [])));
        error.Kind.ShouldBe(ErrorKind.EmptyInput);
        error.Message.ShouldStartWith($"the {name} of an empty array does not exist");
    }

    [Fact]
    public async Task A_result_in_a_file_appears_whole()
    {
        await _cluster.EvaluateAsync("x * 2", [("x", _x)], ArrayOutput.File(_folder["out.npy"]));
        using (ComputeArray<double> result = NpyFile.Load<double>(_folder["out.npy"]))
        {
            result.ToArray().ShouldBe(_x.Select(v => v * 2));
        }

        await _cluster.ReduceAsync(
            Reduction.Max, Arrays.Expressions.ArrayExpression.Parse("x"), [("x", _x)],
            ArrayOutput.File(_folder["max.npy"]));
        using ComputeArray<double> max = NpyFile.Load<double>(_folder["max.npy"]);
        max.Shape.ShouldBe(Shape.Scalar);
        max[0].ShouldBe(_x.Max());
        _folder.Files.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_job_that_fails_or_is_cancelled_leaves_no_file()
    {
        long[] n = [.. Enumerable.Range(-50_000, 100_000).Select(v => (long)v)];
        await Should.ThrowAsync<ComputeException>(
            () => _cluster.MapAsync(n, v => 1 / v, into: ArrayOutput.File(_folder["out.npy"])));
        _folder.Files.ShouldBeEmpty();
        using var began = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        Task cancelled = _cluster.MapAsync<double, double>(
            _x,
            (_, _) =>
            {
                began.Set();
                gate.Wait();
            },
            ArrayOutput.File(_folder["out.npy"]),
            cancellationToken: cancel.Token);
        began.Wait();
        _folder.Files.ShouldHaveSingleItem().ShouldNotEndWith("out.npy");
        cancel.Cancel();
        gate.Set();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        _folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_cut_short_during_a_job_fails_it()
    {
        using ComputeArray<double> stored = ComputeArray.Create<double>(1_000_000);
        NpyFile.Save(_folder["x.npy"], stored);
        using var began = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        double[] into = new double[stored.Length];
        Task mapped = _cluster.MapAsync<double, double>(
            ArrayInput.File(_folder["x.npy"]),
            (_, _) =>
            {
                began.Set();
                gate.Wait();
            },
            into);
        began.Wait();
        string path = _folder["x.npy"];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(1000);
        }

        gate.Set();
        ComputeException error = await Should.ThrowAsync<ComputeException>(() => mapped);
        error.Kind.ShouldBe(ErrorKind.InputChanged);
        error.Message.ShouldContain("x.npy");
    }

    private Task<T> Reduce<T>(Reduction reduction, string expression = "x") where T : unmanaged =>
        _cluster.ReduceAsync<T>(
            reduction, expression, [("x", _x)], new JobOptions { ChunkSize = Block.Size });

    private static JobRequest Request(Reduction reduction, double[] x) => new()
    {
        Expression = Arrays.Expressions.ArrayExpression.Parse("x"),
        Inputs = [("x", x)],
        Reduction = reduction,
    };
}
