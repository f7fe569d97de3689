#:project ../src/Client/ActorCompute.Client.csproj

// Ten million seeds: each seeds a generator of its own, which draws an integer from 0 to 9, which is squared.
// By the vectorized kernel: on one core, on all, and through map, apply and their asynchronous forms, which
// take the seeds in chunks of 10,000, a call a chunk. Then by generator objects, a call a seed.
// Run it with: dotnet run -c Release examples/random_square.cs [SEEDS]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Kernels.Generators;

const int seedsPerChunk = 10_000;
const int mostOneByOne = 100_000;
int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
long[] seeds = new long[count];
for (int seed = 0; seed < count; seed++) seeds[seed] = seed;
long[] squares = new long[count];
(int Start, int Count)[] chunks =
    [.. Enumerable.Range(0, (count + seedsPerChunk - 1) / seedsPerChunk).Select(ChunkAt)];

await using ComputeCluster compute = ComputeCluster.Local();
await using ActorPool pool = compute.Pool();
Console.WriteLine($"{Environment.ProcessorCount} CPUs, {count:N0} seeds");

await Show("serial", () => Task.FromResult(SquareChunk((0, count))));
Console.WriteLine($"the squares begin {string.Join(' ', squares.Take(20))}");

var square = new ArrayExpression.Local(RandomKernels.RandomSquare, [new ArrayExpression.Variable("seed")]);
await Show("parallel", () => compute.EvaluateAsync(square, [("seed", seeds)], squares));
await Show("map", () => Task.FromResult(pool.Map(SquareChunk, chunks)));
await Show("apply", () =>
{
    foreach ((int Start, int Count) chunk in chunks) pool.Apply(SquareChunk, chunk);
    return Task.CompletedTask;
});
await Show("map_async", () => pool.MapAsync(SquareChunk, chunks).Task);
await Show(
    "apply_async", () => Task.WhenAll(chunks.Select(chunk => pool.ApplyAsync(SquareChunk, chunk).Task)));

long[] few = seeds[..Math.Min(count, mostOneByOne)];
long start = Stopwatch.GetTimestamp();
long[] one = [.. few.Select(SquareOne)];
TimeSpan alone = Stopwatch.GetElapsedTime(start);
start = Stopwatch.GetTimestamp();
long[] pooled = pool.Map(SquareOne, few);
TimeSpan together = Stopwatch.GetElapsedTime(start);
bool isSame = one.SequenceEqual(pooled) && squares.Take(few.Length).SequenceEqual(one);
Console.WriteLine(
    $"a generator object for each of {few.Length:N0} seeds: serial {alone.TotalMilliseconds:F1} ms, "
    + $"map {together.TotalMilliseconds:F1} ms, the same {isSame}");

async Task Show(string name, Func<Task> way)
{
    TimeSpan first = await Time(way);
    TimeSpan then = await Time(way);
    Console.WriteLine(
        $"{name,-11} first {first.TotalMilliseconds,6:F1} ms, then {then.TotalMilliseconds,6:F1} ms"
        + $"   sum {squares.Sum():N0}");
}

async Task<TimeSpan> Time(Func<Task> way)
{
    Array.Clear(squares);
    long begin = Stopwatch.GetTimestamp();
    await way();
    return Stopwatch.GetElapsedTime(begin);
}

(int Start, int Count) ChunkAt(int index)
{
    int first = index * seedsPerChunk;
    return (first, Math.Min(seedsPerChunk, count - first));
}

// Workers share memory, so a chunk is two numbers, and its squares need not be sent back.
unsafe int SquareChunk((int Start, int Count) chunk)
{
    fixed (long* from = seeds.AsSpan(chunk.Start), to = squares.AsSpan(chunk.Start))
    {
        void* argument = from;
        RandomKernels.RandomSquare.Invoke(&argument, to, chunk.Count);
    }

    return chunk.Count;
}

static long SquareOne(long seed)
{
    long drawn = new RandomState(seed).Randint(0, 10);
    return drawn * drawn;
}
