using System.Diagnostics;
using System.Globalization;

namespace ActorCompute.Bench.Measuring;

/// <summary>
/// Keeps to the moments in which a shared machine runs nothing else: a turn counts if nobody else wanted a
/// processor just before and just after it, and is done again otherwise, until the patience is used up. Whether a
/// turn counts is decided by the other programs and never by what it took.
/// </summary>
/// <param name="patience">How long to go on trying for one turn; zero takes every turn.</param>
internal sealed class QuietMoments(TimeSpan patience)
{
    private const string LoadFile = "/proc/loadavg";

    // Threads of the turn that look for more work before they sleep are no longer there by then.
    private static readonly TimeSpan Settling = TimeSpan.FromMicroseconds(200);

    private readonly bool _isAsked = patience > TimeSpan.Zero && File.Exists(LoadFile);

    /// <summary>Turns that had to be taken although the machine was not quiet.</summary>
    public int Disturbed { get; private set; }

    /// <summary>The time of a turn.</summary>
    public double Time(Func<double> turn)
    {
        if (!_isAsked) return turn();
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            while (!IsQuiet() && Stopwatch.GetElapsedTime(start) < patience) Thread.Sleep(1);
            double time = turn();
            if (IsQuiet()) return time;
            if (Stopwatch.GetElapsedTime(start) < patience) continue;
            Disturbed++;
            return time;
        }
    }

    /// <summary>True if the calling thread is the only one that runs or waits for a processor.</summary>
    private static bool IsQuiet()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Settling) Thread.SpinWait(20);

        // As in "0.20 0.18 0.12 1/80 11206": the fourth field is threads that are runnable, and all threads.
        string runnable = File.ReadAllText(LoadFile).Split(' ')[3].Split('/')[0];
        return int.Parse(runnable, CultureInfo.InvariantCulture) <= 1;
    }
}
