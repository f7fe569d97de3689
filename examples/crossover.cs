#:project ../src/Client/ActorCompute.Client.csproj

// From how many numbers on does it pay to use all cores? exp and random_square of ten numbers to ten million:
// serial, the same kernel in a plain call on one core; parallel at any price, an equal part a worker and none
// for the calling thread; and the library's own choice. actorcompute crossover --plot FILE draws it.
// Run it with: dotnet run -c Release examples/crossover.cs [elements]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Generators;

const int smallest = 10;
const int rounds = 11;
const double warmUpSeconds = 0.4;
int largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
await using ComputeCluster compute = ComputeCluster.Local();
var stop = new StopFlag();
var scratch = new EvaluationScratch();

long[] seeds = new long[largest];
double[] numbers = new double[largest];
var random = new Random(1);
for (int index = 0; index < largest; index++) (seeds[index], numbers[index]) = (index, random.NextDouble());

var x = new ArrayExpression.Variable("x");
Compare("random_square", new ArrayExpression.Local(RandomKernels.RandomSquare, [x]), seeds);
Compare("exp", ArrayExpression.Parse("exp(x)"), numbers);

void Compare<T>(string name, ArrayExpression expression, T[] input)
    where T : unmanaged, IEquatable<T>
{
    T[] result = new T[input.Length];
    Plan plan = PlanCache.Get(expression, [("x", DTypes.Of<T>())], null);
    ElementSource[] sources = [new MemorySource<T>(input)];
    var target = new MemoryTarget<T>(result);
    int? crossing = null;
    double excess = double.NegativeInfinity;
    Console.WriteLine($"{name}: microseconds, median of {rounds}");
    Console.WriteLine($"{"elements",12}{"serial",13}{"parallel",13}{"default",13}");
    foreach (int count in Counts())
    {
        var atAnyPrice = new JobOptions
        {
            ChunkSize = Block.RoundUp((count + compute.Workers - 1) / compute.Workers),
            CallerHelps = false,
        };
        Action[] ways =
        [
            () => RunHere(count),
            () => Run(count, atAnyPrice),
            () => Run(count, null),
        ];
        if (count == smallest) WarmUp(ways);
        double[] medians = Medians(ways);
        (double serial, double parallel, double byDefault) = (medians[0], medians[1], medians[2]);
        Console.WriteLine($"{count,12:N0}{serial,13:N2}{parallel,13:N2}{byDefault,13:N2}");
        crossing = parallel < serial ? crossing ?? count : null;
        excess = Math.Max(excess, byDefault - serial - Math.Max(5, serial / 10));
    }

    string where = crossing is { } pays ? $"pays from {pays:N0} elements on" : "never pays";
    Console.WriteLine($"parallel {where}");
    Console.WriteLine(
        $"default against serial and the greater of 10 % and 5 us: {excess:+0.0;-0.0} us at worst");

    Run(largest, null);
    T[] byJob = [.. result];
    Array.Clear(result);
    RunHere(largest);
    Console.WriteLine($"the same bits: {result.AsSpan().SequenceEqual(byJob)}");

    void RunHere(int count) => TileEvaluator.Run(plan, sources, target, 0, count, null, stop, scratch);

    void Run(int count, JobOptions? options)
    {
        ArrayInput from = ArrayInput.Of<T>(input.AsMemory(0, count));
        var into = ArrayOutput.Of<T>(result.AsMemory(0, count));
        compute.EvaluateAsync(expression, [("x", from)], into, options).GetAwaiter().GetResult();
    }
}

IEnumerable<int> Counts()
{
    for (int count = smallest; count < largest; count *= 10) yield return count;
    yield return largest;
}

// What has just started is slow: the runtime compiles it anew once it has run for a while.
static void WarmUp(Action[] ways)
{
    foreach (Action way in ways)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < warmUpSeconds) way();
    }
}

// A way is repeated until it takes a millisecond, or the clock would be measured; the ways take turns.
static double[] Medians(Action[] ways)
{
    int[] repeats = [.. ways.Select(RepeatsFor)];
    double[][] samples = [.. ways.Select(_ => new double[rounds])];
    for (int round = 0; round < rounds; round++)
    {
        for (int way = 0; way < ways.Length; way++)
        {
            samples[way][round] = Microseconds(ways[way], repeats[way]);
        }
    }

    return [.. samples.Select(of => of.Order().ElementAt(rounds / 2))];
}

static int RepeatsFor(Action way)
{
    int repeats = 1;
    while (Microseconds(way, repeats) * repeats < 1_000) repeats *= 2;
    return repeats;
}

static double Microseconds(Action way, int repeats)
{
    long start = Stopwatch.GetTimestamp();
    for (int repeat = 0; repeat < repeats; repeat++) way();
    return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeats;
}
