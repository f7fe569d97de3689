#:project ../src/Client/ActorCompute.Client.csproj

// The first program of Python's multiprocessing: a pool that squares five numbers.
// Run it with: dotnet run -c Release examples/pool_squares.cs [--processes N]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

await using ComputeCluster compute = args is ["--processes", var processes]
    ? await ComputeCluster.StartLocalAsync(int.Parse(processes, CultureInfo.InvariantCulture))
    : ComputeCluster.Local();
await using ActorPool pool = compute.Pool(processes: 5);

long start = Stopwatch.GetTimestamp();
int[] squares = pool.Map(Square, [1, 2, 3, 4, 5]);
TimeSpan first = Stopwatch.GetElapsedTime(start);
Console.WriteLine($"[{string.Join(", ", squares)}]");

start = Stopwatch.GetTimestamp();
pool.Map(Square, [1, 2, 3, 4, 5]);
Console.WriteLine(
    $"first {first.TotalMicroseconds:F0} us, then {Stopwatch.GetElapsedTime(start).TotalMicroseconds:F0} us");

static int Square(int x) => x * x;
