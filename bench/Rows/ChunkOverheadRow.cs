using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;
using ActorCompute.Kernels.Evaluation;

namespace ActorCompute.Bench.Rows;

/// <summary>
/// What a chunk costs beside its kernel: a job of 100,000 chunks of one block whose kernel returns at once. Input
/// and result are 400 MB of memory that nothing ever touches, so no page of it exists.
/// </summary>
internal sealed class ChunkOverheadRow : IRow
{
    private const long Chunks = 100_000;
    private const double BarMicroseconds = 1;

    public string Name => "chunk";

    public string Title => "overhead of a chunk: an empty kernel, 100,000 chunks";

    public RowResult Measure(BenchContext context)
    {
        using ComputeArray<bool> source = ComputeArray.CreateUninitialized<bool>(Chunks * Block.Size);
        using ComputeArray<bool> target = ComputeArray.CreateUninitialized<bool>(Chunks * Block.Size);
        var expression = new ArrayExpression.Local(new EmptyKernel(), [new ArrayExpression.Variable("x")]);
        using var scratch = new EvaluationScratch();
        using var input = new ArraySource(source);
        using var output = new ArrayTarget(target);
        Contender[] contenders =
        [
            OfWorkers(context.Cluster.Workers, Names.Ours),
            OfWorkers(1, $"{Names.Ours}, one worker"),
            Contender.Of(Names.SerialKernel, () => RunEach(expression, input, output, scratch)),
        ];
        Samples[] samples = context.Interleaving.Measure(contenders);
        double[] each = [.. samples[0].Rounds.Select(nanoseconds => nanoseconds / Chunks)];
        var figure = Figure.Microseconds("a chunk of an empty kernel", each, BarMicroseconds);
        return new RowResult([new Contest("empty kernel, 100,000 chunks", samples)], [figure], []);

        Contender OfWorkers(int workers, string name)
        {
            var options = new JobOptions { ChunkSize = Block.Size, MaxWorkers = workers };
            (string, ArrayInput)[] inputs = [("x", source)];
            return Contender.Of(
                name, () => context.Cluster.EvaluateAsync(expression, inputs, target, options).GetAwaiter().GetResult());
        }
    }

    /// <summary>A run a chunk, as workers do it, with nothing around.</summary>
    private static void RunEach(
        ArrayExpression expression, ArraySource input, ArrayTarget output, EvaluationScratch scratch)
    {
        Plan plan = PlanCache.Get(expression, [("x", DType.Bool)], null);
        var stop = new StopFlag();
        for (long chunk = 0; chunk < Chunks; chunk++)
        {
            TileEvaluator.Run(plan, [input], output, chunk * Block.Size, Block.Size, null, stop, scratch);
        }
    }
}
