#:project ../src/Client/ActorCompute.Client.csproj

// Two processes print the squares of 2 and 3; they are started together and joined.
// Run it with: dotnet run -c Release examples/processes.cs

using System.Diagnostics;
using ActorCompute.Client;
using ActorCompute.Client.Coordination;

await using ComputeCluster compute = ComputeCluster.Local();
ActorProcess[] processes =
[
    new(compute, () => PrintSquare(2)),
    new(compute, () => PrintSquare(3)),
];

long start = Stopwatch.GetTimestamp();
foreach (ActorProcess process in processes) process.Start();
foreach (ActorProcess process in processes) process.Join();
TimeSpan taken = Stopwatch.GetElapsedTime(start);

string ends = string.Join(", ", processes.Select(process => $"{process} ended with {process.ExitCode}"));
Console.WriteLine($"{ends}, in {taken.TotalMicroseconds:F0} us");

static void PrintSquare(int x) => Console.WriteLine($"{x * x}");
