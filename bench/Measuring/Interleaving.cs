namespace ActorCompute.Bench.Measuring;

/// <summary>
/// Times contenders in turns: every round runs each of them once, in an order that is shuffled anew, so that what
/// the machine does meanwhile (other programs, clock speed, heat) meets all of them alike, and a ratio within a
/// round hardly sees it.
/// </summary>
/// <remarks>
/// BenchmarkDotNet, the usual choice, runs one benchmark after the other, each in a process of its own, minutes
/// apart, and cannot take turns with a process of Python: on a shared machine its ratios carry all of the drift
/// that is taken out here.
/// </remarks>
/// <param name="rounds">How often each contender is timed.</param>
/// <param name="quiet">Which moments count.</param>
internal sealed class Interleaving(int rounds, QuietMoments quiet)
{
    // A work shorter than this is done several times in a turn: the clock ticks in tens of nanoseconds.
    private const double TurnNanoseconds = 200_000;

    // The runtime compiles a method anew after 30 calls, first to watch it and then for good, each time once it has
    // met no new method for 100 ms: so all contenders are warmed up three times, with a rest after each.
    private const int WarmUps = 3;
    private const int WarmUpCalls = 40;
    private const double ShortestWarmUpNanoseconds = 1e8;
    private const double LongestWarmUpNanoseconds = 1e9;
    private static readonly TimeSpan Recompilation = TimeSpan.FromMilliseconds(250);

    /// <summary>Times the first call of each, warms all of them up, and then times the rounds.</summary>
    public Samples[] Measure(IReadOnlyList<Contender> contenders)
    {
        double[] first = [.. contenders.Select(contender => contender.Time(1))];
        double[] fastest = [];
        for (int time = 0; time < WarmUps; time++)
        {
            fastest = [.. contenders.Select(WarmUp)];
            Thread.Sleep(Recompilation);
        }

        return TakeTurns(contenders, first, fastest, rounds);
    }

    /// <summary>
    /// Times so many rounds, or fewer if that was asked for, of contenders that have run a few dozen times.
    /// </summary>
    public Samples[] MeasureWarm(IReadOnlyList<Contender> contenders, int mostRounds)
    {
        double[] first = [.. contenders.Select(contender => contender.Time(1))];
        double[] fastest = [.. contenders.Select(contender => Math.Max(1, contender.Time(1)))];
        return TakeTurns(contenders, first, fastest, Math.Min(rounds, mostRounds));
    }

    private Samples[] TakeTurns(
        IReadOnlyList<Contender> contenders, double[] first, double[] fastest, int count)
    {
        int[] calls = [.. fastest.Select(nanoseconds => (int)Math.Ceiling(TurnNanoseconds / nanoseconds))];
        double[][] times = [.. contenders.Select(_ => new double[count])];
        int[] order = [.. Enumerable.Range(0, contenders.Count)];
        var random = new Random(Seed: 1);
        for (int round = 0; round < count; round++)
        {
            random.Shuffle(order);
            foreach (int place in order)
            {
                times[place][round] = quiet.Time(() => contenders[place].Time(calls[place])) / calls[place];
            }
        }

        return [.. contenders.Select((contender, place) => new Samples(contender.Name, first[place], times[place]))];
    }

    /// <summary>Runs a contender for a while and gives its nanoseconds a call.</summary>
    private static double WarmUp(Contender contender)
    {
        double total = 0, fastest = double.MaxValue;
        for (int call = 0; total < LongestWarmUpNanoseconds; call++)
        {
            if (call >= WarmUpCalls && total >= ShortestWarmUpNanoseconds) break;
            double time = contender.Time(1);
            total += time;
            fastest = Math.Min(fastest, time);
        }

        return Math.Max(1, fastest);
    }
}
