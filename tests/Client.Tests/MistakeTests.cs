using System.Buffers;
using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Client.Tests;

/// <summary>What a program may get wrong: each is one sentence, before anything runs.</summary>
public sealed class MistakeTests : IDisposable
{
    private static readonly double[] s_x = Numbers.Random(10_000);

    private static readonly Dictionary<string, Mistake> s_mistakes = new()
    {
        ["another dtype"] = new(
            c => c.EvaluateAsync<int>("x + 1", [("x", s_x)]), ErrorKind.UnsupportedType,
            "the result is float64, not int32: ask for float64"),
        ["shapes"] = new(
            c => c.EvaluateAsync<double>("x + y", [("x", s_x), ("y", new double[3])]),
            ErrorKind.ShapeMismatch,
            "the shapes do not match: 'x' is (10000,), 'y' is (3,)"),
        ["into too short"] = new(
            c => c.MapAsync(s_x, v => v, into: new double[9_999]), ErrorKind.ShapeMismatch,
            "give an array of 10000 float64"),
        ["into of another dtype"] = new(
            c => c.MapAsync(s_x, v => v, into: new float[10_000]), ErrorKind.UnsupportedType,
            "'into' is float32 (10000,)"),
        ["two of a name"] = new(
            c => c.EvaluateAsync<double>("x", [("x", s_x), ("x", s_x)]), ErrorKind.InvalidArgument,
            "the input 'x' is given twice"),
        ["a missing input"] = new(
            c => c.EvaluateAsync<double>("x + y", [("x", s_x)]), ErrorKind.UnknownName, "'y'"),
        ["an input not set"] = new(
            c => c.EvaluateAsync<double>("x", [("x", default)]), ErrorKind.InvalidArgument,
            "an input was not set"),
        ["chunk size 0"] = new(
            c => c.MapAsync(s_x, v => v, new JobOptions { ChunkSize = 0 }), ErrorKind.InvalidArgument,
            "a chunk size of 0 elements"),
        ["no workers"] = new(
            c => c.MapAsync(s_x, v => v, new JobOptions { MaxWorkers = 0 }), ErrorKind.InvalidArgument,
            "0 workers are not possible"),
        ["no time"] = new(
            c => c.MapAsync(s_x, v => v, new JobOptions { Timeout = TimeSpan.Zero }),
            ErrorKind.InvalidArgument,
            "a timeout is longer than zero"),
        ["min of nothing"] = new(
            c => c.ReduceAsync<double>(Reduction.Min, Array.Empty<double>()), ErrorKind.EmptyInput,
            "the min of an empty array does not exist"),
        ["a shifted result"] = new(
            c => c.MapAsync(s_x.AsMemory(0, 9_000), v => v, into: ArrayOutput.Of(s_x.AsMemory(1, 9_000))),
            ErrorKind.InvalidArgument, "'into' overlaps the input"),
        ["a result of another item size"] = new(
            c => c.EvaluateAsync("x > 0", [("x", s_x)], Bools(s_x)), ErrorKind.InvalidArgument,
            "'into' overlaps the input 'x'"),
        ["no such file"] = new(
            c => c.ReduceAsync<double>(Reduction.Sum, ArrayInput.File("/no/such/file.npy")),
            ErrorKind.InvalidFile,
            "/no/such/file.npy"),
        ["no such folder"] = new(
            c => c.MapAsync(s_x, v => v, into: ArrayOutput.File("/no/such/folder/out.npy")),
            ErrorKind.OutputFailed,
            "/no/such/folder"),
        ["syntax"] = new(
            c => c.EvaluateAsync<double>("x +", [("x", s_x)]), ErrorKind.InvalidExpression, "x +"),
        ["an unknown function"] = new(
            c => c.EvaluateAsync<double>("sine(x)", [("x", s_x)]), ErrorKind.UnknownName, "sin"),
        ["a disposed array"] = new(
            c =>
            {
                ComputeArray<double> x = ComputeArray.From(s_x);
                x.Dispose();
                return c.MapAsync(x, v => v);
            },
            ErrorKind.InputChanged, "was disposed"),
    };

    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_gets_its_one_sentence(string mistake)
    {
        ComputeException error = await Should.ThrowAsync<ComputeException>(
            () => s_mistakes[mistake].Make(_cluster));
        error.Kind.ShouldBe(s_mistakes[mistake].Kind);
        error.Message.ShouldContain(s_mistakes[mistake].Message);
        (await _cluster.ReduceAsync<double>(Reduction.Max, s_x)).ShouldBe(s_x.Max());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5000)]
    public void A_cluster_needs_a_possible_number_of_workers(int workers)
    {
        Should.Throw<ComputeException>(() => ComputeCluster.Local(new LocalOptions { Workers = workers }))
            .Message.ShouldContain($"{workers} workers are not possible");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void A_count_of_generated_numbers_is_checked(long count)
    {
        Should.Throw<ComputeException>(() => ArrayInput.Random(count));
        Should.Throw<ComputeException>(() => ArrayInput.Arange(count));
    }

    [Fact]
    public async Task Neighbouring_memory_is_no_overlap()
    {
        double[] both = [.. s_x, .. s_x];
        await _cluster.MapAsync(
            both.AsMemory(0, 10_000), v => v + 1, into: ArrayOutput.Of(both.AsMemory(10_000, 10_000)));
        both.AsSpan(0, 10_000).SequenceEqual(s_x).ShouldBeTrue();
        both[10_000..].ShouldBe(s_x.Select(v => v + 1));
    }

    /// <summary>The first bytes of numbers as bools.</summary>
    private static ArrayOutput Bools(double[] numbers) => ArrayOutput.Of(new BoolsOf(numbers).Memory);

    private sealed unsafe class BoolsOf(double[] numbers) : MemoryManager<bool>
    {
        public override Span<bool> GetSpan() =>
            MemoryMarshal.Cast<double, bool>(numbers.AsSpan())[..numbers.Length];

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            var pin = GCHandle.Alloc(numbers, GCHandleType.Pinned);
            return new MemoryHandle((byte*)pin.AddrOfPinnedObject() + elementIndex, pin);
        }

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed record Mistake(Func<ComputeCluster, Task> Make, ErrorKind Kind, string Message);
}
