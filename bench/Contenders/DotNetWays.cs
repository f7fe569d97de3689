using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace ActorCompute.Bench.Contenders;

/// <summary>How a .NET program would do the same without this library, over its own arrays.</summary>
internal sealed class DotNetWays(double[] source, double[] target)
{
    // 128 KiB of each array: the passes of the fused expression stay in the second-level cache.
    private const int PartLength = 16_384;

    private readonly Lock _lock = new();

    public void ExpLoop()
    {
        for (int index = 0; index < source.Length; index++) target[index] = Math.Exp(source[index]);
    }

    public void FusedLoop()
    {
        for (int index = 0; index < source.Length; index++) target[index] = Fused(source[index]);
    }

    public double SumLoop()
    {
        double sum = 0;
        foreach (double element in source) sum += element;
        return sum;
    }

    public void ExpTensorPrimitives() => Parallel.ForEach(Parts(), part =>
        TensorPrimitives.Exp<double>(Source(part), Target(part)));

    public void FusedTensorPrimitives() => Parallel.ForEach(Parts(), part =>
    {
        Span<double> result = Target(part);
        TensorPrimitives.Sin(Source(part), result);
        TensorPrimitives.Multiply<double>(result, result, result);
        TensorPrimitives.Multiply(result, 3, result);
        TensorPrimitives.MultiplyAdd<double>(Source(part), 2, result, result);
    });

    public double SumTensorPrimitives()
    {
        double sum = 0;
        Parallel.ForEach(
            Parts(),
            () => 0.0,
            (part, _, own) => own + TensorPrimitives.Sum(Source(part)),
            own =>
            {
                lock (_lock) sum += own;
            });
        return sum;
    }

    public double[] ExpPlinq() => source.AsParallel().AsOrdered().Select(Math.Exp).ToArray();

    public double[] FusedPlinq() => source.AsParallel().AsOrdered().Select(Fused).ToArray();

    public double SumPlinq() => source.AsParallel().Sum();

    private static double Fused(double x)
    {
        double sine = Math.Sin(x);
        return (2 * x) + (3 * sine * sine);
    }

    private OrderablePartitioner<Tuple<int, int>> Parts() => Partitioner.Create(0, source.Length, PartLength);

    private ReadOnlySpan<double> Source(Tuple<int, int> part) =>
        source.AsSpan(part.Item1, part.Item2 - part.Item1);

    private Span<double> Target(Tuple<int, int> part) => target.AsSpan(part.Item1, part.Item2 - part.Item1);
}
