using System.Diagnostics;

namespace ActorCompute.Seed.Measuring;

/// <summary>
/// Takes the times of several ways to do a thing, in turn, so that what disturbs the machine disturbs all.
/// </summary>
internal static class Contest
{
    // Shorter samples would measure the clock.
    private const double LeastSampleSeconds = 1e-3;
    private const int MostRepeats = 1 << 16;

    // What has just started is slow: the runtime compiles it anew once it has run for a while.
    private const double WarmUpSeconds = 0.3;

    /// <summary>Runs each way for a while: its first times are those of code half compiled.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void WarmUp(IReadOnlyList<Action> ways, CancellationToken stop)
    {
        foreach (Action way in ways)
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds)
            {
                stop.ThrowIfCancellationRequested();
                way();
            }
        }
    }

    /// <summary>Runs each way once, then in turn for some rounds.</summary>
    /// <param name="ways">What is timed.</param>
    /// <param name="rounds">How many times are taken of each.</param>
    /// <param name="stop">Ends the contest.</param>
    /// <returns>The seconds of one run of each in its fastest round: what disturbs only adds time.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static double[] LeastSeconds(IReadOnlyList<Action> ways, int rounds, CancellationToken stop)
    {
        int[] repeats = [.. ways.Select(way => Repeats(way, stop))];
        double[] least = [.. ways.Select(_ => double.MaxValue)];
        for (int round = 0; round < rounds; round++)
        {
            for (int way = 0; way < ways.Count; way++)
            {
                stop.ThrowIfCancellationRequested();
                least[way] = Math.Min(least[way], Seconds(ways[way], repeats[way]));
            }
        }

        return least;
    }

    private static int Repeats(Action way, CancellationToken stop)
    {
        way();
        for (int repeats = 1; ; repeats *= 2)
        {
            stop.ThrowIfCancellationRequested();
            bool isEnough = repeats >= MostRepeats || Seconds(way, repeats) * repeats >= LeastSampleSeconds;
            if (isEnough) return repeats;
        }
    }

    private static double Seconds(Action way, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int repeat = 0; repeat < repeats; repeat++) way();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }
}
