#:project ../src/Client/ActorCompute.Client.csproj

// Four processes add into disjoint parts of one shared array, without a lock, and count what they have done
// in a shared value. Run it with: dotnet run -c Release examples/shared_array.cs

using System.Diagnostics;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;
using ActorCompute.Client.Coordination;

const int workers = 4;
const int rounds = 10;
const long length = 1_000_003;
await using ComputeCluster compute = ComputeCluster.Local();
using SharedArray<long> shared = compute.CreateSharedArray<long>(length);
SharedValue<long> additions = compute.CreateSharedValue<long>();

// Parts share the array's memory: what a process adds is in the array.
ComputeArray<long>[] parts = shared.Array.Split(workers);
ActorProcess[] processes =
    [.. parts.Select((part, index) => new ActorProcess(compute, () => Add(part, index + 1)))];

long start = Stopwatch.GetTimestamp();
foreach (ActorProcess process in processes) process.Start();
foreach (ActorProcess process in processes) process.Join();
TimeSpan taken = Stopwatch.GetElapsedTime(start);

long[] sums = new long[workers];
for (int index = 0; index < workers; index++)
{
    using ComputeArray<long> part = parts[index];
    sums[index] = await compute.ReduceAsync<long>(Reduction.Sum, part);
}

Console.WriteLine($"parts   {string.Join(' ', sums)}");
Console.WriteLine($"array   {await compute.ReduceAsync<long>(Reduction.Sum, shared)}");
Console.WriteLine($"counted {additions.Value}");
Console.WriteLine($"{workers} processes in {taken.TotalMilliseconds:F1} ms");

void Add(ComputeArray<long> part, long amount)
{
    for (int round = 0; round < rounds; round++)
    {
        foreach (ref long element in part.Span(0, (int)part.Length)) element += amount;
        additions.Add(part.Length);
    }
}
