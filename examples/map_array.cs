#:project ../src/Client/ActorCompute.Client.csproj

// Four ways to compute on ten million numbers with all cores: an expression, a lambda, a loop of one's own,
// and a vectorized kernel of one's own. Run it with: dotnet run -c Release examples/map_array.cs

using System.Diagnostics;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Kernels.Simd;

const int count = 10_000_000;
await using ComputeCluster compute = ComputeCluster.Local();

double[] x = new double[count];
for (int index = 0; index < count; index++) x[index] = (index + 1.0) / count;

await Show("expression", () => compute.EvaluateAsync<double>("1 / (1 + exp(-x))", [("x", x)]));

await Show("lambda", () => compute.MapAsync(x, v => 1 / (1 + Math.Exp(-v))));

await Show("own loop", () => compute.MapAsync(x, (ReadOnlySpan<double> source, Span<double> target) =>
{
    for (int index = 0; index < source.Length; index++) target[index] = 1 / (1 + Math.Exp(-source[index]));
}));

await Show(
    "own kernel", () => compute.MapAsync<double>(x, LocalKernels.FromUnaryOperator<Logistic, double>()));

async Task Show(string name, Func<Task<ComputeArray<double>>> map)
{
    (await map()).Dispose();
    long start = Stopwatch.GetTimestamp();
    using ComputeArray<double> y = await map();
    TimeSpan taken = Stopwatch.GetElapsedTime(start);
    double sum = await compute.ReduceAsync<double>(Reduction.Sum, y);
    Console.WriteLine($"{name,-10} {taken.TotalMilliseconds,8:F2} ms   sum {sum:R}   last {y[count - 1]:R}");
}

// One formula for every vector width: x is 8 numbers with AVX-512 and 4 with AVX2.
readonly struct Logistic : IUnaryOperator<double>
{
    public static V Invoke<V>(V x)
        where V : struct, ISimd<V, double>
        => V.One / (V.One + VectorMath.Exp(-x));
}
