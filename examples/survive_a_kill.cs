#:project ../src/Client/ActorCompute.Client.csproj

// Two processes search primes, and one of them is killed on the way, as the kernel does when memory runs out.
// Its items are run again in a process that takes its place, and the result is the whole one.
// Run it with: dotnet run -c Release examples/survive_a_kill.cs [--processes N]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

const int count = 400;
const int numbersEach = 5_000;
int processes = args is ["--processes", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 2;
await using ComputeCluster compute = await ComputeCluster.StartLocalAsync(processes);
await using ActorPool pool = compute.Pool();
int victim = pool.Apply(ProcessId);

long start = Stopwatch.GetTimestamp();
var killer = new Killer(victim);
Primes[] found = await pool.MapAsync(CountPrimes, Enumerable.Range(0, count), progress: killer);
TimeSpan taken = Stopwatch.GetElapsedTime(start);

Console.WriteLine($"killed process {victim} after {killer.DoneBefore} of {count} parts");
Console.WriteLine($"{found.Sum(part => part.Count):N0} primes below {count * numbersEach:N0}");
Console.WriteLine(
    $"{found.Length} parts by {found.Select(part => part.Process).Distinct().Count()} processes "
    + $"in {taken.TotalMilliseconds:F0} ms");

static int ProcessId() => Environment.ProcessId;

static Primes CountPrimes(int part)
{
    int primes = 0;
    for (int number = part * numbersEach; number < (part + 1) * numbersEach; number++)
    {
        if (IsPrime(number)) primes++;
    }

    return new Primes(primes, Environment.ProcessId);
}

static bool IsPrime(int number)
{
    for (int divisor = 2; (long)divisor * divisor <= number; divisor++)
    {
        if (number % divisor == 0) return false;
    }

    return number > 1;
}

/// <summary>How many there are in a part, and who has counted them.</summary>
internal sealed record Primes(int Count, int Process);

/// <summary>Strikes as soon as the map has got on.</summary>
internal sealed class Killer(int victim) : IProgress<JobProgress>
{
    public long? DoneBefore { get; private set; }

    public void Report(JobProgress progress)
    {
        if (DoneBefore is not null) return;
        DoneBefore = progress.ElementsDone;
        Process.GetProcessById(victim).Kill();
    }
}
