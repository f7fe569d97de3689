#:project ../src/Client/ActorCompute.Client.csproj

// Five processes put the squares of 1 to 5 on a queue, in whatever order they come to it.
// Run it with: dotnet run -c Release examples/queue_squares.cs

using System.Diagnostics;
using ActorCompute.Client;
using ActorCompute.Client.Coordination;

const int count = 5;
await using ComputeCluster compute = ComputeCluster.Local();
ActorQueue<int> queue = compute.CreateQueue<int>(capacity: count);
ActorProcess[] processes =
    [.. Enumerable.Range(1, count).Select(x => new ActorProcess(compute, () => queue.Put(x * x)))];

long start = Stopwatch.GetTimestamp();
foreach (ActorProcess process in processes) process.Start();
foreach (ActorProcess process in processes) process.Join();
int[] squares = [.. processes.Select(_ => queue.Get(TimeSpan.FromSeconds(10)))];
TimeSpan taken = Stopwatch.GetElapsedTime(start);

Array.Sort(squares);
Console.WriteLine(string.Join(' ', squares));
Console.WriteLine($"{count} processes and their queue took {taken.TotalMicroseconds:F0} us");
