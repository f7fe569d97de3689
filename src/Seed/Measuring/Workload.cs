using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Generators;

namespace ActorCompute.Seed.Measuring;

/// <summary>
/// A function over the first elements of an array that is in memory, with memory for the results: to be
/// computed by the cluster, or piece by piece on any thread. Threads may run disjoint pieces at once.
/// </summary>
internal abstract class Workload
{
    /// <summary>What the function is called.</summary>
    public required string Name { get; init; }

    /// <summary><c>exp</c> of random float64 in [0, 1).</summary>
    public static Workload Exp(long count)
    {
        var x = new double[count];
        var random = new Random(1);
        for (long index = 0; index < count; index++) x[index] = random.NextDouble();
        return new Of<double>(x, ArrayExpression.Parse("exp(x)")) { Name = "exp" };
    }

    /// <summary><c>random_square</c> of the seeds from 0 on.</summary>
    public static Workload RandomSquare(long count)
    {
        var seeds = new long[count];
        for (long index = 0; index < count; index++) seeds[index] = index;
        var variable = new ArrayExpression.Variable("x");
        return new Of<long>(seeds, new ArrayExpression.Local(RandomKernels.RandomSquare, [variable]))
        {
            Name = "random_square",
        };
    }

    /// <summary>Computes elements on the calling thread, with nothing around the kernel.</summary>
    /// <param name="start">The first, a multiple of a block.</param>
    /// <param name="count">How many.</param>
    public abstract void RunHere(long start, long count);

    /// <summary>Computes the first elements as a job, and waits for it.</summary>
    public abstract void RunOn(ComputeCluster cluster, long count, JobOptions? options);

    private sealed class Of<T> : Workload where T : unmanaged
    {
        [ThreadStatic]
        private static EvaluationScratch? _scratch;

        private readonly T[] _input;
        private readonly T[] _result;
        private readonly ArrayExpression _expression;
        private readonly Plan _plan;
        private readonly ElementSource[] _sources;
        private readonly ElementTarget _target;
        private readonly StopFlag _stop = new();

        public Of(T[] input, ArrayExpression expression)
        {
            _input = input;
            _result = new T[input.LongLength];
            _expression = expression;
            _plan = PlanCache.Get(expression, [("x", DTypes.Of<T>())], null);
            _sources = [new MemorySource<T>(input)];
            _target = new MemoryTarget<T>(_result);
        }

        public override void RunHere(long start, long count)
        {
            EvaluationScratch scratch = _scratch ??= new EvaluationScratch();
            RunOutcome outcome = TileEvaluator.Run(
                _plan, _sources, _target, start, count, null, _stop, scratch);
            if (outcome.Status == RunStatus.Finished) return;
            throw new ComputeException(outcome.ErrorKind, outcome.Message!);
        }

        public override void RunOn(ComputeCluster cluster, long count, JobOptions? options)
        {
            ArrayInput input = ArrayInput.Of<T>(_input.AsMemory(0, (int)count));
            var into = ArrayOutput.Of<T>(_result.AsMemory(0, (int)count));
            cluster.EvaluateAsync(_expression, [("x", input)], into, options).GetAwaiter().GetResult();
        }
    }
}
