using System.Diagnostics;

namespace ActorCompute.Bench.Measuring;

/// <summary>One way to do a work, which can be timed again and again.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Time">Does the work so many times in a row, and gives the nanoseconds that all of it took.</param>
internal sealed record Contender(string Name, Func<int, double> Time)
{
    /// <summary>A contender of this process.</summary>
    public static Contender Of(string name, Action work) => new(name, calls =>
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++) work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    });
}
