using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;

namespace ActorCompute.Bench.Rows;

/// <summary>A computation that rows time: an expression over x, parsed once, or the reduction of it.</summary>
/// <param name="Name">What the command line and numpy_peer.py call it.</param>
/// <param name="Text">The expression.</param>
/// <param name="Reduction">The reduction, or null for the elements.</param>
internal sealed record Work(string Name, string Text, Reduction? Reduction)
{
    public static readonly Work Exp = new("exp", "exp(x)", null);
    public static readonly Work Log = new("log", "log(x)", null);
    public static readonly Work Line = new("line", "2*x+1", null);
    public static readonly Work Fused = new("fused", "2*x+3*sin(x)**2", null);
    public static readonly Work Sum = new("sum", "x", Arrays.Reductions.Reduction.Sum);

    public ArrayExpression Expression { get; } = ArrayExpression.Parse(Text);

    public override string ToString() =>
        Reduction is { } named ? $"{named.ToString().ToLowerInvariant()}({Text})" : Text;

    /// <summary>The library as a program uses it, with the result's memory given.</summary>
    public Contender Engine(
        ComputeCluster cluster,
        ArrayInput input,
        ArrayOutput output,
        JobOptions? options = null,
        string name = Names.Ours)
    {
        (string, ArrayInput)[] inputs = [("x", input)];
        return Reduction is { } reduction
            ? Contender.Of(
                name,
                () => cluster.ReduceAsync<double>(reduction, Expression, inputs, options).GetAwaiter().GetResult())
            : Contender.Of(
                name,
                () => cluster.EvaluateAsync(Expression, inputs, output, options).GetAwaiter().GetResult());
    }

    /// <summary>The same kernels without actors, over large arrays.</summary>
    public DirectKernel Direct(ComputeArray<double> source, ComputeArray<double> target, int slots) => new(
        Expression, Reduction, [("x", new ArraySource(source))], Reduction is null ? new ArrayTarget(target) : null, slots);

    /// <summary>The same kernels without actors, on one thread, over arrays of the program.</summary>
    public DirectKernel DirectSerial(double[] source, double[] target) => new(
        Expression,
        Reduction,
        [("x", new MemorySource<double>(source))],
        Reduction is null ? new MemoryTarget<double>(target) : null,
        slots: 1);
}
