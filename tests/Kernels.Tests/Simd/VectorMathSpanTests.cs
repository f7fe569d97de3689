using System.Runtime.InteropServices;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Kernels.Tests.Accuracy;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Simd;

/// <summary>VectorMath on spans gives what the kernels of expressions give, bit by bit.</summary>
public class VectorMathSpanTests
{
    private const int Longest = 70;
    private const int Many = 1_000;

    public static TheoryData<Function> Functions =>
        [.. SpanFunctions.Unary.Keys, .. SpanFunctions.Binary.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_gives_the_bits_of_its_kernel_at_any_length_and_place(Function function)
    {
        (double X, double Y)[] points = PointsOf(function, Longest);
        double[] x = [.. points.Select(point => point.X)];
        double[] y = [.. points.Select(point => point.Y)];
        Hold(function, x, y);
        Hold(function, [.. x.Select(value => (float)value)], [.. y.Select(value => (float)value)]);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_result_may_be_the_memory_of_an_argument(Function function)
    {
        (double X, double Y)[] points = PointsOf(function, Many);
        double[] x = [.. points.Select(point => point.X)];
        double[] y = [.. points.Select(point => point.Y)];
        double[] expected = KernelRunner.Run(function, x, y);
        double[] overFirst = [.. x];
        Call<double>(function, overFirst, y, overFirst);
        Bytes(overFirst).SequenceEqual(Bytes(expected)).ShouldBeTrue();
        if (!IsBinary(function)) return;
        double[] overSecond = [.. y];
        Call<double>(function, x, overSecond, overSecond);
        Bytes(overSecond).SequenceEqual(Bytes(expected)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Function.Power)]
    [InlineData(Function.Arctan2)]
    [InlineData(Function.Hypot)]
    [InlineData(Function.Fmod)]
    public void One_second_argument_serves_all(Function function)
    {
        double[] x = [.. PointsOf(function, Many).Select(point => point.X)];
        float[] singles = [.. x.Select(value => (float)value)];
        foreach (double y in new[] { 2.5, -1, 0.0, double.NaN })
        {
            double[] results = [.. x];
            SpanFunctions.Scalar[function](results, y, results);
            double[] expected = KernelRunner.Run(function, x, [.. Enumerable.Repeat(y, Many)]);
            Bytes(results).SequenceEqual(Bytes(expected)).ShouldBeTrue($"{y}");
            float[] singleResults = new float[Many];
            SpanFunctions.ScalarSingle[function](singles, (float)y, singleResults);
            float[] ofSingles = KernelRunner.Run(function, singles, [.. Enumerable.Repeat((float)y, Many)]);
            Bytes(singleResults).SequenceEqual(Bytes(ofSingles)).ShouldBeTrue($"{y}");
        }
    }

    [Fact]
    public void A_number_is_raised_to_many_powers()
    {
        double[] y = [.. PointsOf(Function.Power, Many).Select(point => point.Y)];
        float[] singles = [.. y.Select(value => (float)value)];
        foreach (double x in new[] { 2.5, -1, 0.0, double.NaN })
        {
            double[] results = [.. y];
            VectorMath.Pow(x, results, results);
            double[] expected = KernelRunner.Run(Function.Power, [.. Enumerable.Repeat(x, Many)], y);
            Bytes(results).SequenceEqual(Bytes(expected)).ShouldBeTrue($"{x}");
            float[] singleResults = new float[Many];
            VectorMath.Pow((float)x, singles, singleResults);
            float[] ofSingles = KernelRunner.Run(
                Function.Power, [.. Enumerable.Repeat((float)x, Many)], singles);
            Bytes(singleResults).SequenceEqual(Bytes(ofSingles)).ShouldBeTrue($"{x}");
        }
    }

    [Fact]
    public void Every_function_on_spans_is_held_to_its_kernel()
    {
        typeof(VectorMath).GetMethods()
            .Where(method => method.GetParameters().LastOrDefault()?.ParameterType == typeof(Span<double>))
            .DistinctBy(method => method.Name)
            .Count()
            .ShouldBe(SpanFunctions.Unary.Count + SpanFunctions.Binary.Count);
    }

    [Fact]
    public void Lengths_that_differ_are_refused_in_one_sentence()
    {
        var error = Should.Throw<ArgumentException>(() => VectorMath.Exp(new double[3], new double[4]));
        error.Message.ShouldStartWith("3 arguments and room for 4 results: make them as many");
        Should.Throw<ArgumentException>(() => VectorMath.Pow(new float[4], new float[3], new float[4]));
        Should.Throw<ArgumentException>(() => VectorMath.Hypot(new float[3], 1, new float[4]));
    }

    [Fact]
    public void A_result_that_overlaps_arguments_in_part_is_refused()
    {
        double[] memory = [1, 2, 3, 4, 5];
        var error = Should.Throw<ArgumentException>(() =>
            VectorMath.Log(memory.AsSpan(0, 4), memory.AsSpan(1)));
        error.Message.ShouldStartWith("the result overlaps the arguments without beginning where they do");
        Should.Throw<ArgumentException>(() =>
            VectorMath.Atan2(new double[4], memory.AsSpan(1), memory.AsSpan(0, 4)));
        Should.Throw<ArgumentException>(() => VectorMath.Pow(memory.AsSpan(1), 2, memory.AsSpan(0, 4)));
        memory.ShouldBe([1, 2, 3, 4, 5]);
    }

    private static bool IsBinary(Function function) => SpanFunctions.Binary.ContainsKey(function);

    // Quotients are delicate where lengths are: at all ratios.
    private static (double X, double Y)[] PointsOf(Function function, int count) =>
        Points.Of(function == Function.Fmod ? Function.Hypot : function, count);

    private static void Hold<T>(Function function, T[] x, T[] y)
        where T : unmanaged
    {
        T[] expected = KernelRunner.Run(function, x, y);
        for (int length = 0; length <= Longest; length++)
        {
            int start = Longest - length;
            T[] results = new T[length + 2];
            Call<T>(function, x.AsSpan(start), y.AsSpan(start), results.AsSpan(1, length));
            Bytes(results.AsSpan(1, length)).SequenceEqual(Bytes(expected.AsSpan(start)))
                .ShouldBeTrue($"{length} elements");
            results[0].ShouldBe(default);
            results[^1].ShouldBe(default);
        }
    }

    private static void Call<T>(Function function, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            ReadOnlySpan<double> first = MemoryMarshal.Cast<T, double>(x);
            ReadOnlySpan<double> second = MemoryMarshal.Cast<T, double>(y);
            Span<double> target = MemoryMarshal.Cast<T, double>(result);
            if (IsBinary(function)) SpanFunctions.Binary[function](first, second, target);
            else SpanFunctions.Unary[function].Item1(first, target);
        }
        else
        {
            ReadOnlySpan<float> first = MemoryMarshal.Cast<T, float>(x);
            ReadOnlySpan<float> second = MemoryMarshal.Cast<T, float>(y);
            Span<float> target = MemoryMarshal.Cast<T, float>(result);
            if (IsBinary(function)) SpanFunctions.BinarySingle[function](first, second, target);
            else SpanFunctions.Unary[function].Item2(first, target);
        }
    }

    private static ReadOnlySpan<byte> Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values);
}
