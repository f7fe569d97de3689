using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Client.Tests;

/// <summary>MapAsync: lambdas, the program's own kernels, and where the result goes.</summary>
public sealed class MapTests : IDisposable
{
    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
    private readonly double[] _x = Numbers.Random(30_000);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task An_operator_and_a_reduction_go_into_memory_of_the_caller()
    {
        var results = new double[_x.Length];
        await _cluster.MapAsync(_x, LocalKernels.FromUnaryOperator<Doubled, double>(), results);
        results.ShouldBe([.. _x.Select(v => v + v)]);

        var greatest = new double[1];
        await _cluster.ReduceAsync(Reduction.Max, _x, greatest);
        greatest[0].ShouldBe(_x.Max());
        await _cluster.ReduceAsync(Reduction.Min, "-x", [("x", _x)], greatest);
        greatest[0].ShouldBe(-_x.Max());
    }

    [Fact]
    public async Task A_lambda_runs_over_arrays_memory_and_arrays_of_the_library()
    {
        double[] expected = [.. _x.Select(v => Math.Sqrt(Math.Abs(v)) * 2 + v)];
        using ComputeArray<double> fromArray = await _cluster.MapAsync(
            _x, v => Math.Sqrt(Math.Abs(v)) * 2 + v);
        using ComputeArray<double> fromMemory =
            await _cluster.MapAsync(_x.AsMemory(), v => Math.Sqrt(Math.Abs(v)) * 2 + v);
        using ComputeArray<double> x = ComputeArray.From(_x);
        using ComputeArray<double> fromLibrary = await _cluster.MapAsync(
            x, v => Math.Sqrt(Math.Abs(v)) * 2 + v);
        fromArray.ToArray().ShouldBe(expected);
        fromMemory.ToArray().ShouldBe(expected);
        fromLibrary.ToArray().ShouldBe(expected);
    }

    [Fact]
    public async Task A_captured_variable_has_the_value_of_the_call()
    {
        double factor = 3;
        Task<ComputeArray<double>> mapped = _cluster.MapAsync(
            _x, v => v * factor, new JobOptions { CallerHelps = false });
        factor = 4;
        using ComputeArray<double> result = await mapped;
        result[77].ShouldBe(_x[77] * 3);
    }

    [Fact]
    public async Task Integers_keep_the_meaning_of_CSharp()
    {
        int[] n = [7, -7, 8, -8, 9, int.MaxValue];
        using ComputeArray<int> quotients = await _cluster.MapAsync(n, v => v / 2 + v % 4);
        quotients.ToArray().ShouldBe(n.Select(v => v / 2 + v % 4));
        using ComputeArray<bool> even = await _cluster.MapAsync(n, v => v % 2 == 0);
        even.ToArray().ShouldBe(n.Select(v => v % 2 == 0));
    }

    [Fact]
    public async Task A_constant_lambda_fills_an_array_of_the_inputs_length()
    {
        using ComputeArray<double> result = await _cluster.MapAsync(_x, v => 1.5);
        result.ToArray().ShouldBe(_x.Select(_ => 1.5));
    }

    [Fact]
    public async Task The_result_may_go_into_memory_that_the_caller_has()
    {
        double[] array = new double[_x.Length];
        await _cluster.MapAsync(_x, v => v + 1, into: array);
        array.ShouldBe(_x.Select(v => v + 1));
        double[] larger = new double[_x.Length + 2];
        await _cluster.MapAsync(_x, v => v + 2, into: ArrayOutput.Of(larger.AsMemory(1, _x.Length)));
        larger.ShouldBe([0, .. _x.Select(v => v + 2), 0]);
        using ComputeArray<bool> signs = ComputeArray.Create<bool>(_x.Length);
        await _cluster.MapAsync(_x, v => v < 0, into: signs);
        signs.ToArray().ShouldBe(_x.Select(v => v < 0));
    }

    [Fact]
    public async Task The_result_may_overwrite_its_input()
    {
        double[] x = [.. _x];
        await _cluster.MapAsync(x, v => v * v - 1, into: x, new JobOptions { ChunkSize = Block.Size });
        x.ShouldBe(_x.Select(v => v * v - 1));
    }

    [Fact]
    public async Task A_kernel_of_the_program_has_statements_and_may_change_the_dtype()
    {
        static void Digits(ReadOnlySpan<double> source, Span<long> target)
        {
            for (int place = 0; place < source.Length; place++)
            {
                long digits = 0;
                for (double rest = Math.Abs(source[place]) * 1e6; rest >= 1; rest /= 10) digits++;
                target[place] = digits;
            }
        }

        using ComputeArray<long> digits = await _cluster.MapAsync<double, long>(_x, Digits);
        long[] expected = new long[_x.Length];
        Digits(_x, expected);
        digits.ToArray().ShouldBe(expected);
        long[] into = new long[_x.Length];
        await _cluster.MapAsync<double, long>(_x, Digits, into);
        into.ShouldBe(expected);
    }

    [Fact]
    public async Task A_vectorized_kernel_of_the_program_takes_ten_lines()
    {
        using ComputeArray<double> result =
            await _cluster.MapAsync<double>(_x, LocalKernels.FromUnaryOperator<Logistic, double>());
        result.ToArray().Zip(_x)
            .ShouldAllBe(pair => Math.Abs(pair.First - 1 / (1 + Math.Exp(-pair.Second))) < 1e-15);
    }

    [Fact]
    public async Task A_kernel_that_throws_fails_the_job_with_its_own_words()
    {
        ComputeException error = await Should.ThrowAsync<ComputeException>(
            () => _cluster.MapAsync<double, double>(_x, (_, _) => throw new FormatException("not today")));
        error.Kind.ShouldBe(ErrorKind.KernelFailed);
        error.Message.ShouldContain("FormatException: not today");
    }

    private readonly struct Logistic : IUnaryOperator<double>
    {
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> =>
            TVector.One / (TVector.One + VectorMath.Exp(-x));
    }

    private readonly struct Doubled : IUnaryOperator<double>
    {
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> => x + x;
    }
}
