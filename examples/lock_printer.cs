#:project ../src/Client/ActorCompute.Client.csproj

// Two processes print 1 to 5 and 6 to 10, each under the lock, so that the lines are never interleaved.
// Run it with: dotnet run -c Release examples/lock_printer.cs

using System.Diagnostics;
using ActorCompute.Client;
using ActorCompute.Client.Coordination;

await using ComputeCluster compute = ComputeCluster.Local();
ActorLock printing = compute.CreateLock();
using var together = new Barrier(participantCount: 2);
ActorProcess[] processes =
[
    new(compute, () => Print(1, 5)),
    new(compute, () => Print(6, 10)),
];

long start = Stopwatch.GetTimestamp();
foreach (ActorProcess process in processes) process.Start();
foreach (ActorProcess process in processes) process.Join();
TimeSpan taken = Stopwatch.GetElapsedTime(start);
Console.WriteLine($"both ended after {taken.TotalMicroseconds:F0} us");

void Print(int first, int last)
{
    // Both are at the lock before either prints.
    together.SignalAndWait();
    using LockHandle held = printing.Acquire();
    for (int number = first; number <= last; number++)
    {
        Console.WriteLine(number);

        // The other process has every chance to print in between, but for the lock.
        Thread.Yield();
    }
}
