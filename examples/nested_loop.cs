#:project ../src/Client/ActorCompute.Client.csproj

// Loops over jagged arrays, a row a task: rows differ in length, and the work balances all the same.
// Run it with: dotnet run -c Release examples/nested_loop.cs

using System.Collections.Concurrent;
using System.Diagnostics;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

await using ComputeCluster compute = ComputeCluster.Local();
await using ActorPool pool = compute.Pool();

int[][] rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
Console.WriteLine(string.Join(' ', pool.Map(row => row.Sum(), rows)));

// One nested deeper: a task a table, and a map of the same pool inside, which runs in place.
int[][][] tables = [[[1], [2, 3]], [[4, 5, 6], []], [[7, 8], [9], [10, 11, 12]]];
int[][] sums = pool.Map(table => pool.Map(row => row.Sum(), table), tables);
Console.WriteLine(string.Join(" | ", sums.Select(table => string.Join(' ', table))));

// Ten thousand rows of random lengths, most of them short and a few very long.
var random = new Random(7);
double[][] jagged = [.. Enumerable.Range(0, 10_000).Select(_ => new double[RandomLength()])];
foreach (double[] row in jagged)
{
    for (int place = 0; place < row.Length; place++) row[place] = random.NextDouble();
}

Console.WriteLine($"rows of {jagged.Min(row => row.Length)} to {jagged.Max(row => row.Length)} numbers");
var busy = new ConcurrentDictionary<int, long>();
for (int round = 0; round < 3; round++)
{
    long start = Stopwatch.GetTimestamp();
    double[] serial = [.. jagged.Select(SumOfSines)];
    TimeSpan alone = Stopwatch.GetElapsedTime(start);

    busy.Clear();
    start = Stopwatch.GetTimestamp();
    double[] pooled = pool.Map(Timed, jagged);
    TimeSpan together = Stopwatch.GetElapsedTime(start);
    Console.WriteLine(
        $"serial {alone.TotalMilliseconds:F1} ms, pooled {together.TotalMilliseconds:F1} ms, "
        + $"the same {pooled.SequenceEqual(serial)}");
}

double Timed(double[] row)
{
    long start = Stopwatch.GetTimestamp();
    double sum = SumOfSines(row);
    long taken = Stopwatch.GetTimestamp() - start;
    busy.AddOrUpdate(Environment.CurrentManagedThreadId, taken, (_, before) => before + taken);
    return sum;
}

double most = busy.Values.Max();
string shares = string.Join(", ", busy.Values.Select(ticks => $"{ticks / most:P0}"));
Console.WriteLine($"{busy.Count} workers were busy {shares}");

int RandomLength() => (int)(20_000 * Math.Pow(random.NextDouble(), 8));

static double SumOfSines(double[] row)
{
    double sum = 0;
    foreach (double x in row) sum += Math.Sin(x) * Math.Cos(x);
    return sum;
}
