using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

namespace ActorCompute.Bench.Rows;

/// <summary>What a pool costs beside the functions that it calls: items, calls, and a function it knows.</summary>
internal sealed class PoolRow : IRow
{
    private const int EmptyItems = 1_000_000;
    private const int CallsAhead = 10_000;
    private const double EmptyBarNanoseconds = 50;
    private const double ExpBarMilliseconds = 250;
    private const double KnownBar = 1.05;
    private const double RoundTripBar = 1.5;
    private const double PipelinedBarMicroseconds = 1;

    private static readonly int[] s_sizes = [10, 1_000, 10_000, 100_000];

    public string Name => "pool";

    public string Title => "a pool: items, calls, and a function it knows";

    public RowResult Measure(BenchContext context)
    {
        using ActorPool pool = context.Cluster.Pool();
        (Contest, Figure[])[] parts =
        [
            Empty(context, pool),
            .. s_sizes.Select(size => Size(context, pool, size)),
            Exp(context, pool),
            Known(context, pool),
            Calls(context, pool),
        ];
        return new RowResult(
            [.. parts.Select(part => part.Item1)], [.. parts.SelectMany(part => part.Item2)], []);
    }

    private static (Contest, Figure[]) Empty(BenchContext context, ActorPool pool)
    {
        int[] items = new int[EmptyItems];
        var contest = new Contest($"item => item, {EmptyItems:N0} items", context.Interleaving.Measure(
        [
            Contender.Of(Names.PoolMap, () => pool.Map(static item => item, items)),
            Contender.Of(Names.CallingLoop, () => CallEach(static item => item, items)),
        ]));
        double[] each = [.. contest.Contenders[0].Rounds.Select(nanoseconds => nanoseconds / EmptyItems)];
        return (contest, [Figure.Nanoseconds("an item of Map, empty delegate", each, EmptyBarNanoseconds)]);
    }

    private static T[] CallEach<T>(Func<T, T> function, T[] items)
    {
        T[] results = new T[items.Length];
        for (int index = 0; index < items.Length; index++) results[index] = function(items[index]);
        return results;
    }

    /// <summary>A call a number, into a new array as Map gives it, and into memory that exists.</summary>
    private static (Contest, Figure[]) Exp(BenchContext context, ActorPool pool)
    {
        double[] source = context.SourceElements;
        double[] target = context.TargetElements;
        Samples[] samples = context.Interleaving.Measure(
        [
            Contender.Of(Names.PoolMap, () => pool.Map(static x => Math.Exp(x), source)),
            Contender.Of(Names.PoolMapInto, () => pool.Map(static x => Math.Exp(x), source, target)),
            Contender.Of(Names.ParallelFor, () => Parallel.For(
                0, source.Length, index => target[index] = Math.Exp(source[index]))),
            Contender.Of(Names.Loop, new DotNetWays(source, target).ExpLoop),
        ]);
        var figure = Figure.Milliseconds(
            $"Map of x => Math.Exp(x) over {context.Count:N0} items", samples[0].Rounds, ExpBarMilliseconds);
        return (new Contest($"x => Math.Exp(x), {context.Count:N0} items", samples), [figure]);
    }

    /// <summary>From where on a pool is faster than the loop that it replaces.</summary>
    private static (Contest, Figure[]) Size(BenchContext context, ActorPool pool, int size)
    {
        double[] items = context.SourceElements.AsSpan(0, Math.Min(size, context.Count)).ToArray();
        return (new Contest($"x => Math.Exp(x), {items.Length:N0} items", context.Interleaving.Measure(
        [
            Contender.Of(Names.PoolMap, () => pool.Map(static x => Math.Exp(x), items)),
            Contender.Of(Names.CallingLoop, () => CallEach(static x => Math.Exp(x), items)),
        ])), []);
    }

    private static (Contest, Figure[]) Known(BenchContext context, ActorPool pool)
    {
        double[] source = context.SourceElements;
        double[] target = context.TargetElements;
        var contest = new Contest($"Math.Exp, {context.Count:N0} elements", context.Interleaving.Measure(
        [
            Contender.Of(Names.PoolMapInto, () => pool.Map(Math.Exp, source, target)),
            Work.Exp.Engine(context.Cluster, source, ArrayOutput.Of(target), name: Names.PlainJob),
        ]));
        return (contest, [Figure.Ratio("Map of Math.Exp against the plain job",
            contest.Find(Names.PoolMapInto)!, contest.Find(Names.PlainJob)!, KnownBar)]);
    }

    private static (Contest, Figure[]) Calls(BenchContext context, ActorPool pool)
    {
        using var pingPong = new PingPong();
        var answers = new AsyncResult<int>[CallsAhead];
        var contest = new Contest("calls", context.Interleaving.Measure(
        [
            Contender.Of(Names.RoundTrip, () => pool.ApplyAsync(static () => 0).Get()),
            Contender.Of(Names.PingPong, pingPong.Play),
            Contender.Of($"{CallsAhead:N0} ApplyAsync, then Get each", CallAhead),
        ]));
        double[] each = [.. contest.Contenders[2].Rounds.Select(nanoseconds => nanoseconds / CallsAhead)];
        return (contest,
        [
            Figure.Ratio("ApplyAsync and Get against a ping-pong of two threads",
                contest.Find(Names.RoundTrip)!, contest.Find(Names.PingPong)!, RoundTripBar),
            Figure.Microseconds("a call of many ApplyAsync", each, PipelinedBarMicroseconds),
        ]);

        void CallAhead()
        {
            for (int call = 0; call < CallsAhead; call++) answers[call] = pool.ApplyAsync(static () => 0);
            foreach (AsyncResult<int> answer in answers) answer.Get();
        }
    }
}
