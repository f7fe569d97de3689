#:project ../src/Client/ActorCompute.Client.csproj

// Ten million seeds: each seeds a generator of its own, which draws an integer from 0 to 9, which is squared.
// By the vectorized kernel: on one core, on all, and through map, apply and their asynchronous forms, which
// take the seeds in chunks of 10,000, a call a chunk. Then by generator objects, a call a seed.
// Threads write the squares where they belong; processes send them back, and have no kernels of the program.
// Run it with: dotnet run -c Release examples/random_square.cs [SEEDS] [--processes N]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Kernels.Generators;

const int seedsPerChunk = 10_000;
const int mostOneByOne = 100_000;
int processes = args is [.., "--processes", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
int count = args is [var number, ..] && char.IsAsciiDigit(number[0])
    ? int.Parse(number, CultureInfo.InvariantCulture)
    : 10_000_000;
long[] seeds = new long[count];
for (int seed = 0; seed < count; seed++) seeds[seed] = seed;
long[] squares = new long[count];
(int Start, int Count)[] chunks =
    [.. Enumerable.Range(0, (count + seedsPerChunk - 1) / seedsPerChunk).Select(ChunkAt)];

Func<(int Start, int Count), long[]?> squareChunk = processes > 0 ? SquaresOf : SquareInPlace;

await using ComputeCluster compute =
    processes > 0 ? await ComputeCluster.StartLocalAsync(processes) : ComputeCluster.Local();
await using ActorPool pool = compute.Pool();
Console.WriteLine($"{Environment.ProcessorCount} CPUs, {count:N0} seeds");

await Show("serial", () => Task.FromResult(SquareInPlace((0, count))));
Console.WriteLine($"the squares begin {string.Join(' ', squares.Take(20))}");

if (processes == 0)
{
    var seed = new ArrayExpression.Variable("seed");
    var square = new ArrayExpression.Local(RandomKernels.RandomSquare, [seed]);
    await Show("parallel", () => compute.EvaluateAsync(square, [("seed", seeds)], squares));
}

await Show("map", () => Keep(Task.FromResult(pool.Map(squareChunk, chunks))));
await Show(
    "apply", () => Keep(Task.FromResult(Array.ConvertAll(chunks, chunk => pool.Apply(squareChunk, chunk)))));
await Show("map_async", () => Keep(pool.MapAsync(squareChunk, chunks).Task));
await Show(
    "apply_async",
    () => Keep(Task.WhenAll(chunks.Select(chunk => pool.ApplyAsync(squareChunk, chunk).Task))));

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

// Puts what processes sent back where threads have put it themselves.
async Task Keep(Task<long[]?[]> parts)
{
    foreach (((int Start, int Count) chunk, long[]? part) in chunks.Zip(await parts))
    {
        part?.CopyTo(squares, chunk.Start);
    }
}

// Threads share memory, so a chunk is two numbers, and its squares need not be sent back.
long[]? SquareInPlace((int Start, int Count) chunk)
{
    Square(seeds.AsSpan(chunk.Start, chunk.Count), squares.AsSpan(chunk.Start, chunk.Count));
    return null;
}

static long[]? SquaresOf((int Start, int Count) chunk)
{
    long[] own = new long[chunk.Count];
    for (int index = 0; index < own.Length; index++) own[index] = chunk.Start + index;
    Square(own, own);
    return own;
}

static unsafe void Square(ReadOnlySpan<long> seeds, Span<long> squares)
{
    fixed (long* from = seeds, to = squares)
    {
        void* argument = from;
        RandomKernels.RandomSquare.Invoke(&argument, to, seeds.Length);
    }
}

static long SquareOne(long seed)
{
    long drawn = new RandomState(seed).Randint(0, 10);
    return drawn * drawn;
}
