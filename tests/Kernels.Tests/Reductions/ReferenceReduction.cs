using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Kernels.Tests.Reductions;

/// <summary>
/// The reductions as the design defines them, one element at a time and without any of the library's own
/// parts: 32 lanes a block, halving, then the binary tree over the blocks.
/// </summary>
internal static class ReferenceReduction
{
    private const int Lanes = 32;

    public static Scalar Of(Reduction reduction, DType type, IReadOnlyList<Scalar> elements)
    {
        bool isFloat = type.IsFloat();
        double count = elements.Count;
        double[] values = [.. elements.Select(element => element.ToDouble())];
        long[] integers = isFloat ? [] : [.. elements.Select(element => element.Bits)];
        Scalar result = reduction switch
        {
            Reduction.Sum when isFloat => Scalar.Of(SumOf(values, x => x)),
            Reduction.Sum => Scalar.Of(integers.Aggregate(0L, (sum, x) => unchecked(sum + x))),
            Reduction.Prod when isFloat => Scalar.Of(ProductOf(values)),
            Reduction.Prod => Scalar.Of(integers.Aggregate(1L, (product, x) => unchecked(product * x))),
            Reduction.Min or Reduction.Max when values.Any(double.IsNaN) => Scalar.Of(double.NaN),
            Reduction.Min => elements.Aggregate((least, x) => IsLess(x, least) ? x : least),
            Reduction.Max => elements.Aggregate((most, x) => IsLess(most, x) ? x : most),
            Reduction.Mean => Scalar.Of(SumOf(values, x => x) / count),
            Reduction.Norm => Scalar.Of(Math.Sqrt(SumOf(values, x => x * x))),
            Reduction.Var => Scalar.Of(MomentsOf(values).Deviations / count),
            Reduction.Std => Scalar.Of(Math.Sqrt(MomentsOf(values).Deviations / count)),
            Reduction.Argmin => Scalar.Of(FirstBest(elements, (x, best) => IsLess(x, best))),
            Reduction.Argmax => Scalar.Of(FirstBest(elements, (x, best) => IsLess(best, x))),
            Reduction.CountNonzero => Scalar.Of((long)values.Count(x => x != 0)),
            Reduction.Any => Scalar.Of(values.Any(x => x != 0)),
            _ => Scalar.Of(values.All(x => x != 0)),
        };
        return Canonical(result.ConvertTo(ReductionAlgebra.ResultType(reduction, type)));
    }

    private static Scalar Canonical(Scalar value) => !double.IsNaN(value.ToDouble()) ? value
        : new Scalar(value.Type, value.Type == DType.Float32 ? 0x7FC0_0000 : 0x7FF8_0000_0000_0000);

    private static double SumOf(double[] values, Func<double, double> term) =>
        ByTree(values, block => ByLanes(block, term, -0.0, (l, r) => l + r), (l, r) => l + r);

    private static double ProductOf(double[] values) =>
        ByTree(values, block => ByLanes(block, x => x, 1, (l, r) => l * r), (l, r) => l * r);

    private static double ByLanes(
        double[] block, Func<double, double> term, double absent, Func<double, double, double> combine)
    {
        double[] lanes = new double[Lanes];
        Array.Fill(lanes, absent);
        for (int i = 0; i < block.Length; i++) lanes[i % Lanes] = combine(lanes[i % Lanes], term(block[i]));
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int j = 0; j < half; j++) lanes[j] = combine(lanes[j], lanes[j + half]);
        }

        return lanes[0];
    }

    private static T ByTree<T>(double[] values, Func<double[], T> ofBlock, Func<T, T, T> combine)
    {
        T[] level = [.. values.Chunk(Block.Size).Select(ofBlock)];
        while (level.Length > 1)
        {
            level =
                [.. level.Chunk(2).Select(pair => pair.Length == 2 ? combine(pair[0], pair[1]) : pair[0])];
        }

        return level[0];
    }

    private static (double Count, double Mean, double Deviations) MomentsOf(double[] values) => ByTree(
        values,
        block =>
        {
            double mean = ByLanes(block, x => x, -0.0, (l, r) => l + r) / block.Length;
            double deviations = ByLanes(block, x => (x - mean) * (x - mean), -0.0, (l, r) => l + r);
            return (Count: (double)block.Length, Mean: mean, Deviations: deviations);
        },
        (l, r) =>
        {
            double count = l.Count + r.Count;
            double delta = r.Mean - l.Mean;
            double between = delta * delta * (l.Count * (r.Count / count));
            return (count, l.Mean + (delta * (r.Count / count)), l.Deviations + r.Deviations + between);
        });

    private static bool IsLess(Scalar left, Scalar right)
    {
        if (!left.Type.IsFloat()) return left.Bits < right.Bits;
        double x = left.ToDouble();
        double y = right.ToDouble();
        return x < y || (x == 0 && y == 0 && double.IsNegative(x) && !double.IsNegative(y));
    }

    private static long FirstBest(IReadOnlyList<Scalar> elements, Func<Scalar, Scalar, bool> isBetter)
    {
        // Zeros of either sign are equal here.
        Scalar[] plain = [.. elements.Select(x => x.ToDouble() == 0 ? new Scalar(x.Type, 0) : x)];
        int nan = Array.FindIndex(plain, x => double.IsNaN(x.ToDouble()));
        if (nan >= 0) return nan;
        int best = 0;
        for (int i = 1; i < plain.Length; i++)
        {
            if (isBetter(plain[i], plain[best])) best = i;
        }

        return best;
    }
}
