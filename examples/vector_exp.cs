#:project ../src/Client/ActorCompute.Client.csproj

// The exponential of ten million random numbers by Math.Exp, a call a number: in a loop; mapped over a pool
// in its own chunks, and in chunks of 1,000; in 64 parts that are concatenated; and on the plain thread pool.
// All have the same bits. Last is Map(Math.Exp, x), which the pool knows, and computes vectorized instead.
// With processes, the numbers are sent there and back; Map(Math.Exp, x) is a job of the cluster in any case.
// Run it with: dotnet run -c Release examples/vector_exp.cs [NUMBERS] [--processes N]

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Kernels.Generators;

// The first rounds of a function run before it is compiled to the full.
const int rounds = 8;
int processes = args is [.., "--processes", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
int count = args is [var numbers, ..] && char.IsAsciiDigit(numbers[0])
    ? int.Parse(numbers, CultureInfo.InvariantCulture)
    : 10_000_000;
await using ComputeCluster compute =
    processes > 0 ? await ComputeCluster.StartLocalAsync(processes) : ComputeCluster.Local();
await using ActorPool pool = compute.Pool();

double[] x = new double[count];
new RandomState(0).RandomSample(x);
using ComputeArray<double> whole = ComputeArray.From(x);
double[] expected = new double[count];
double[] y = new double[count];
ComputeArray<double>? joined = null;

// The pool calls it for each number: to the pool it is a function like any other.
Func<double, double> expOfOne = ExpOfOne;

Console.WriteLine($"exp of {count:N0} numbers with {pool.Workers} workers     first     best");
Show("sequential", () =>
{
    Exp(x, expected);
    return expected;
});
Show("map, default chunks", () => pool.Map(expOfOne, x, y));
Show("map, chunks of 1,000", () => pool.Map(expOfOne, x, y, chunkSize: 1_000));
Show("64 parts, concatenated", processes > 0 ? InArrays : InParts);
Show("plain thread pool", () =>
{
    Parallel.ForEach(
        Partitioner.Create(0, count),
        range => Exp(x.AsSpan()[range.Item1..range.Item2], y.AsSpan(range.Item1)));
    return y;
});
Show("map, vectorized", () => pool.Map(Math.Exp, x, y));
double difference = y.Zip(expected, (ours, theirs) => Math.Abs(ours - theirs) / theirs).Max();
Console.WriteLine($"vectorized, at most {difference:E1} of the value apart");
joined?.Dispose();

void Show(string name, Func<ReadOnlyMemory<double>> way)
{
    var times = new double[rounds];
    bool isSame = true;
    for (int round = 0; round < rounds; round++)
    {
        Array.Clear(y);
        long start = Stopwatch.GetTimestamp();
        ReadOnlyMemory<double> result = way();
        times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        isSame &= result.Span.SequenceEqual(expected);
    }

    Console.WriteLine(
        $"{name,-24} {times[0],8:F1} ms {times.Min(),8:F1} ms   the bits of Math.Exp {isSame}");
}

ReadOnlyMemory<double> InParts()
{
    joined?.Dispose();
    ComputeArray<double>[] parts = whole.Split(64);
    ComputeArray<double>[] results = pool.Map(ExpOf, parts);
    joined = ComputeArray.Concatenate(results);
    foreach (ComputeArray<double> array in parts.Concat(results)) array.Dispose();
    return joined.AsReadOnlyMemory(0, count);
}

ReadOnlyMemory<double> InArrays()
{
    double[][] results = pool.Map(ExpOfArray, x.Chunk((count + 63) / 64));
    return results.SelectMany(part => part).ToArray();
}

static double ExpOfOne(double v) => Math.Exp(v);

static double[] ExpOfArray(double[] part)
{
    double[] result = new double[part.Length];
    Exp(part, result);
    return result;
}

static ComputeArray<double> ExpOf(ComputeArray<double> part)
{
    ComputeArray<double> result = ComputeArray.CreateUninitialized<double>(part.Shape);
    Exp(part.ReadOnlySpan(0, (int)part.Length), result.Span(0, (int)part.Length));
    return result;
}

static void Exp(ReadOnlySpan<double> source, Span<double> target)
{
    for (int index = 0; index < source.Length; index++) target[index] = Math.Exp(source[index]);
}
