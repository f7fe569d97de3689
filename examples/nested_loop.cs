#:project ../src/Client/ActorCompute.Client.csproj

// Loops over jagged arrays, a row a task: rows differ in length, and the work balances all the same.
// With processes, each has to do a table's rows by itself: a pool is of the program that made it.
// Run it with: dotnet run -c Release examples/nested_loop.cs [--processes N]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

bool hasProcesses = args is ["--processes", _];
await using ComputeCluster compute = hasProcesses
    ? await ComputeCluster.StartLocalAsync(int.Parse(args[1], CultureInfo.InvariantCulture))
    : ComputeCluster.Local();
await using ActorPool pool = compute.Pool();

int[][] rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
Console.WriteLine(string.Join(' ', pool.Map(Sum, rows)));

// One nested deeper: a task a table, and a map of the same pool inside, which runs in place.
int[][][] tables = [[[1], [2, 3]], [[4, 5, 6], []], [[7, 8], [9], [10, 11, 12]]];
int[][] sums = hasProcesses
    ? pool.Map(SumRows, tables)
    : pool.Map(table => pool.Map(Sum, table), tables);
Console.WriteLine(string.Join(" | ", sums.Select(table => string.Join(' ', table))));

// Ten thousand rows of random lengths, most of them short and a few very long.
var random = new Random(7);
double[][] jagged = [.. Enumerable.Range(0, 10_000).Select(_ => new double[RandomLength()])];
foreach (double[] row in jagged)
{
    for (int place = 0; place < row.Length; place++) row[place] = random.NextDouble();
}

Console.WriteLine($"rows of {jagged.Min(row => row.Length)} to {jagged.Max(row => row.Length)} numbers");
Busy[] busy = [];
for (int round = 0; round < 3; round++)
{
    long start = Stopwatch.GetTimestamp();
    double[] serial = [.. jagged.Select(SumOfSines)];
    TimeSpan alone = Stopwatch.GetElapsedTime(start);

    start = Stopwatch.GetTimestamp();
    busy = pool.Map(Timed, jagged);
    TimeSpan together = Stopwatch.GetElapsedTime(start);
    Console.WriteLine(
        $"serial {alone.TotalMilliseconds:F1} ms, pooled {together.TotalMilliseconds:F1} ms, "
        + $"the same {busy.Select(row => row.Sum).SequenceEqual(serial)}");
}

long[] totals = [.. busy.GroupBy(row => row.Worker).Select(rows => rows.Sum(row => row.Ticks))];
string shares = string.Join(", ", totals.Select(ticks => $"{(double)ticks / totals.Max():P0}"));
Console.WriteLine($"{totals.Length} workers were busy {shares}");

int RandomLength() => (int)(20_000 * Math.Pow(random.NextDouble(), 8));

static double SumOfSines(double[] row)
{
    double sum = 0;
    foreach (double x in row) sum += Math.Sin(x) * Math.Cos(x);
    return sum;
}

static int Sum(int[] row) => row.Sum();

static int[] SumRows(int[][] table) => [.. table.Select(Sum)];

static Busy Timed(double[] row)
{
    long start = Stopwatch.GetTimestamp();
    double sum = SumOfSines(row);
    long taken = Stopwatch.GetTimestamp() - start;
    return new Busy(sum, taken, (Environment.ProcessId, Environment.CurrentManagedThreadId));
}

/// <summary>What a row took, and of whom.</summary>
internal sealed record Busy(double Sum, long Ticks, (int Process, int Thread) Worker);
