using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>Jobs of one input x by messages, on any engine.</summary>
internal sealed class EngineBench(IEngine engine) : IAsyncDisposable
{
    private static long s_jobs;

    public IEngine Engine => engine;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    /// <summary>A job of "x", and of "i", the index of the element.</summary>
    public BenchJob Job<TResult>(ArrayExpression expression, double[] x, TResult[]? result, long chunkSize)
        where TResult : unmanaged
    {
        var arrays = new List<ArrayId> { engine.Arrays.Add(new MemorySource<double>(x)) };
        JobInput[] inputs =
        [
            new("x", new(DType.Float64, new Shape(x.Length)), new InputSource.ByReference(arrays[0])),
            new("i", new(DType.Int64, new Shape(x.Length)), new InputSource.Arange()),
        ];
        var outputs = new List<JobOutput>();
        DType type = DTypes.Of<TResult>();
        if (result is not null)
        {
            arrays.Add(engine.Arrays.Add(new MemoryTarget<TResult>(result)));
            outputs.Add(new JobOutput(new(type, new Shape(x.Length)), arrays[1]));
        }

        var spec = new ExpressionSpec
        {
            Expression = expression,
            Inputs = inputs,
            Outputs = outputs,
            Type = type,
            Grid = ChunkGrid.For(x.Length, chunkSize),
        };
        return new BenchJob(this, new JobId(engine.Node.Id, Interlocked.Increment(ref s_jobs)), spec, arrays);
    }

    public BenchJob Map(string expression, double[] x, double[] result, long chunkSize) =>
        Job(ArrayExpression.Parse(expression), x, result, chunkSize);

    public BenchJob Reduce(Reduction reduction, double[] x, long chunkSize)
    {
        BenchJob job = Job<double>(new ArrayExpression.Variable("x"), x, null, chunkSize);
        return job with { Spec = job.Spec with { Reduction = reduction } };
    }
}

/// <summary>A job with what it has in the engine's table.</summary>
internal sealed record BenchJob(
    EngineBench Bench, JobId Id, ExpressionSpec Spec, IReadOnlyList<ArrayId> Arrays)
{
    private ActorRef _listener;

    public JobListener Listener { get; } = new();

    /// <summary>Submits the job.</summary>
    public BenchJob Start()
    {
        _listener = Bench.Engine.Spawn(Listener);
        Bench.Engine.Send(Bench.Engine.Router, new SubmitJob(Id, Spec, _listener));
        return this;
    }

    public void Cancel() => Bench.Engine.Send(Bench.Engine.Router, new CancelJob(Id));

    /// <summary>The end of the job, with its arrays taken out of the table.</summary>
    public async Task<object> End()
    {
        object end = await Listener.Ended;
        Bench.Engine.Stop(_listener);
        foreach (ArrayId array in Arrays) Bench.Engine.Arrays.Remove(array);
        return end;
    }

    public async Task<JobCompleted> Complete() => (await End()).ShouldBeOfType<JobCompleted>();

    public async Task<JobFailed> Fail() => (await End()).ShouldBeOfType<JobFailed>();

    /// <summary>The result of a completed job, whose chunks may lie in several arrays.</summary>
    /// <param name="completed">Its end.</param>
    /// <param name="result">The array that it was to go to.</param>
    public double[] Collect(JobCompleted completed, double[] result)
    {
        double[] whole = [.. result];
        using var target = new MemoryTarget<double>(whole);
        long start = 0;
        foreach (SliceRef slice in completed.Outputs[0])
        {
            if (slice.Array != Arrays[1]) Bench.Engine.Arrays.Copy(slice, target, start);
            start += slice.Count;
        }

        start.ShouldBe(result.Length);
        return whole;
    }
}
