#:project ../src/Client/ActorCompute.Client.csproj

// A hundred random integers, NumPy's to the last, in a hundred slices of one element each, which a pool
// doubles. Slices are views, which threads share; processes are sent arrays.
// Run it with: dotnet run -c Release examples/multiply_by_two.cs [--processes N]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Kernels.Generators;

const int count = 100;
bool hasProcesses = args is ["--processes", _];
await using ComputeCluster compute = hasProcesses
    ? await ComputeCluster.StartLocalAsync(int.Parse(args[1], CultureInfo.InvariantCulture))
    : ComputeCluster.Local();
await using ActorPool pool = compute.Pool();

// numpy.random.RandomState(0).randint(0, 100, 100)
using ComputeArray<long> inputs = ComputeArray.Create<long>(count);
new RandomState(0).Randint(0, 100, inputs.Span(0, count));
Console.WriteLine($"inputs  {string.Join(' ', inputs.ToArray())}");

Func<string> way = hasProcesses ? DoubleArrays : DoubleSlices;
long start = Stopwatch.GetTimestamp();
string results = way();
TimeSpan first = Stopwatch.GetElapsedTime(start);
Console.WriteLine($"results {results}");

start = Stopwatch.GetTimestamp();
way();
TimeSpan then = Stopwatch.GetElapsedTime(start);
Console.WriteLine($"first {first.TotalMicroseconds:F0} us, then {then.TotalMicroseconds:F0} us");

string DoubleSlices()
{
    ComputeArray<long>[] slices = inputs.Split(count);
    ComputeArray<long>[] doubled = pool.Map(TimesTwo, slices);
    using ComputeArray<long> together = ComputeArray.Concatenate(doubled);
    DisposeAll(doubled);
    DisposeAll(slices);
    return string.Join(' ', together.ToArray());
}

string DoubleArrays()
{
    long[][] doubled = pool.Map(TimesTwoOf, inputs.ToArray().Chunk(1));
    return string.Join(' ', doubled.SelectMany(slice => slice));
}

static ComputeArray<long> TimesTwo(ComputeArray<long> slice)
{
    ComputeArray<long> result = ComputeArray.CreateUninitialized<long>(slice.Shape);
    for (long index = 0; index < slice.Length; index++) result[index] = 2 * slice[index];
    return result;
}

static long[] TimesTwoOf(long[] slice) => [.. slice.Select(number => 2 * number)];

static void DisposeAll(ComputeArray<long>[] arrays)
{
    foreach (ComputeArray<long> array in arrays) array.Dispose();
}
