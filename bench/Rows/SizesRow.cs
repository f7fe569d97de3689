using System.Numerics.Tensors;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;

namespace ActorCompute.Bench.Rows;

/// <summary>
/// Small jobs, and every size up to the large ones, against a loop on one thread over the same kernel.
/// </summary>
internal sealed class SizesRow : IRow
{
    private const int Smallest = 10;
    private const double SmallestBarMicroseconds = 5;
    private const double ExcessFraction = 0.1;
    private const double ExcessMicroseconds = 5;

    public string Name => "sizes";

    public string Title => "small jobs, and sizes against a serial loop";

    public RowResult Measure(BenchContext context)
    {
        var contests = new List<Contest>();
        var figures = new List<Figure>();
        var notes = new List<string>();
        foreach (Work work in (Work[])[Work.Sum, Work.Exp])
        {
            List<(int Size, Contest Contest)> sizes =
                [.. Sizes(context.Count).Select(size => (size, MeasureSize(context, work, size)))];
            contests.AddRange(sizes.Select(size => size.Contest));
            if (work == Work.Sum)
            {
                figures.Add(Figure.Microseconds(
                    $"{work} of {Smallest} elements, parsed once",
                    sizes[0].Contest.Find(Names.Ours)!.Rounds,
                    SmallestBarMicroseconds));
            }

            figures.Add(sizes
                .Select(size => Excess(work, size.Size, size.Contest))
                .MaxBy(excess => excess.Value / excess.Bar)!);
            int faster = sizes.FindLastIndex(size =>
                size.Contest.Find(Names.Ours)!.Median > size.Contest.Find(Names.SerialKernel)!.Median) + 1;
            notes.Add(faster < sizes.Count
                ? $"{work}: faster than the serial loop from {sizes[faster].Size:N0} elements on."
                : $"{work}: never faster than the serial loop.");
        }

        return new RowResult(contests, figures, notes);
    }

    private static IEnumerable<int> Sizes(int largest)
    {
        for (long power = Smallest; power <= largest; power *= 10)
        {
            yield return (int)power;
            if (3 * power <= largest) yield return (int)(3 * power);
        }
    }

    private static Contest MeasureSize(BenchContext context, Work work, int size)
    {
        double[] source = context.SourceElements.AsSpan(0, size).ToArray();
        double[] target = new double[size];
        using DirectKernel serial = work.DirectSerial(source, target);
        Contender[] contenders =
        [
            work.Engine(context.Cluster, source, ArrayOutput.Of(target)),
            Contender.Of(Names.SerialKernel, serial.RunSerially),
            Contender.Of(Names.SerialTensorPrimitives, work.Reduction is null
                ? () => TensorPrimitives.Exp<double>(source, target)
                : () => TensorPrimitives.Sum<double>(source)),
        ];
        return new Contest($"{work} of {size:N0}", context.Interleaving.Measure(contenders));
    }

    private static Figure Excess(Work work, int size, Contest contest)
    {
        Samples ours = contest.Find(Names.Ours)!;
        Samples serial = contest.Find(Names.SerialKernel)!;
        double[] excess = [.. ours.Rounds.Zip(serial.Rounds, (us, them) => us - them)];
        double bar = Math.Max(ExcessMicroseconds, ExcessFraction * serial.Median / 1000);
        return Figure.Microseconds($"{work}, excess over the serial loop at the worst size, {size:N0}", excess, bar);
    }
}
