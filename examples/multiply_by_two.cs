#:project ../src/Client/ActorCompute.Client.csproj

// A hundred random integers, NumPy's to the last, in a hundred slices of one element each, which a pool
// doubles. Run it with: dotnet run -c Release examples/multiply_by_two.cs

using System.Diagnostics;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Kernels.Generators;

const int count = 100;
await using ComputeCluster compute = ComputeCluster.Local();
await using ActorPool pool = compute.Pool();

// numpy.random.RandomState(0).randint(0, 100, 100)
using ComputeArray<long> inputs = ComputeArray.Create<long>(count);
new RandomState(0).Randint(0, 100, inputs.Span(0, count));
Console.WriteLine($"inputs  {string.Join(' ', inputs.ToArray())}");

ComputeArray<long>[] slices = inputs.Split(count);
long start = Stopwatch.GetTimestamp();
ComputeArray<long>[] doubled = pool.Map(TimesTwo, slices);
TimeSpan first = Stopwatch.GetElapsedTime(start);
using ComputeArray<long> results = ComputeArray.Concatenate(doubled);
Console.WriteLine($"results {string.Join(' ', results.ToArray())}");
DisposeAll(doubled);

start = Stopwatch.GetTimestamp();
doubled = pool.Map(TimesTwo, slices);
TimeSpan then = Stopwatch.GetElapsedTime(start);
Console.WriteLine($"first {first.TotalMicroseconds:F0} us, then {then.TotalMicroseconds:F0} us");
DisposeAll(doubled);
DisposeAll(slices);

static ComputeArray<long> TimesTwo(ComputeArray<long> slice)
{
    ComputeArray<long> result = ComputeArray.CreateUninitialized<long>(slice.Shape);
    for (long index = 0; index < slice.Length; index++) result[index] = 2 * slice[index];
    return result;
}

static void DisposeAll(ComputeArray<long>[] arrays)
{
    foreach (ComputeArray<long> array in arrays) array.Dispose();
}
