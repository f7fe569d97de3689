#:project ../src/Client/ActorCompute.Client.csproj

// exp of ten million numbers, split into S parts of which a worker takes C at a time, for S and C in
// 1, 2, 4 ... 128; and once without such numbers, by the library's own choice. The command
// actorcompute sweep --plot FILE draws it. Run it with: dotnet run -c Release examples/sweep.cs [elements]

using System.Diagnostics;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

int count = args.Length > 0 ? int.Parse(args[0]) : 10_000_000;
const int rounds = 5;
int[] sizes = [1, 2, 4, 8, 16, 32, 64, 128];

await using ComputeCluster compute = ComputeCluster.Local();
await using ActorPool pool = compute.Pool();
var random = new Random(1);
double[] x = new double[count];
for (int index = 0; index < count; index++) x[index] = random.NextDouble();
double[] expected = new double[count];
double[] y = new double[count];
ArrayExpression exp = ArrayExpression.Parse("exp(x)");
await compute.EvaluateAsync(exp, [("x", x)], expected);

// A part is computed by the worker that takes it, alone.
var alone = new JobOptions { MaxWorkers = 1 };
Console.WriteLine($"milliseconds for {count:N0} elements, fastest of {rounds}");
Console.WriteLine($" S \\ C {string.Concat(sizes.Select(size => $"{size,8}"))}");
(double Seconds, int Parts, int AtOnce) best = (double.MaxValue, 0, 0);
foreach (int parts in sizes)
{
    Console.Write($"{parts,6} ");
    foreach (int atOnce in sizes)
    {
        double seconds = Enumerable.Range(0, rounds).Min(_ => Seconds(() => InParts(parts, atOnce)));
        if (seconds < best.Seconds) best = (seconds, parts, atOnce);
        Console.Write($"{seconds * 1e3,8:F2}");
    }

    Console.WriteLine();
}

Console.WriteLine($"same bits: {y.AsSpan().SequenceEqual(expected)}");
Console.WriteLine($"best: {best.Parts} parts, {best.AtOnce} at a time");

// The best of 64 is the luckiest too: it is timed again, in turn with the default.
double[] again = new double[rounds];
double[] byDefault = new double[rounds];
for (int round = 0; round < rounds; round++)
{
    again[round] = Seconds(() => InParts(best.Parts, best.AtOnce));
    byDefault[round] = Seconds(() => compute.EvaluateAsync(exp, [("x", x)], y).GetAwaiter().GetResult());
}

Console.WriteLine($"default {byDefault.Min() * 1e3:F2} ms, that one again {again.Min() * 1e3:F2} ms");

void InParts(int parts, int atOnce) =>
    pool.Map(part => Part(part, parts), Enumerable.Range(0, parts), atOnce);

int Part(int part, int parts)
{
    int start = (int)((long)count * part / parts);
    int length = (int)((long)count * (part + 1) / parts) - start;
    var into = ArrayOutput.Of(y.AsMemory(start, length));
    var input = ArrayInput.Of<double>(x.AsMemory(start, length));
    compute.EvaluateAsync(exp, [("x", input)], into, alone).GetAwaiter().GetResult();
    return length;
}

double Seconds(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}
