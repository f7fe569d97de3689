#:project ../src/Client/ActorCompute.Client.csproj

// A thousand points to polar coordinates and back. So few numbers are not worth a job: VectorMath computes
// them where they are, on the calling thread, in a microsecond or two. The bits are those of a job.
// Run it with: dotnet run -c Release examples/vector_math.cs

using System.Diagnostics;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;
using ActorCompute.Kernels.Generators;
using ActorCompute.Kernels.Simd;

const int count = 1_000;
const int rounds = 2_000;

double[] x = new double[count];
double[] y = new double[count];
var random = new RandomState(0);
random.RandomSample(x);
random.RandomSample(y);

double[] radius = new double[count];
double[] angle = new double[count];
VectorMath.Hypot(x, y, radius);
VectorMath.Atan2(y, x, angle);

double[] sine = new double[count];
VectorMath.Sin(angle, sine);
double[] cosine = angle.ToArray();
VectorMath.Cos(cosine, cosine);                        // in place
double farthest = 0;
for (int index = 0; index < count; index++)
{
    farthest = Math.Max(farthest, Math.Abs((radius[index] * cosine[index]) - x[index]));
    farthest = Math.Max(farthest, Math.Abs((radius[index] * sine[index]) - y[index]));
}

Console.WriteLine($"there and back, at most {farthest:0.0E-0} apart");

double[] cubes = new double[count];
VectorMath.Pow(x, 3, cubes);                           // one exponent for all
Console.WriteLine($"{x[0]:R} to the power 3 is {cubes[0]:R}");

await using ComputeCluster compute = ComputeCluster.Local();
using ComputeArray<double> ofJob = await compute.EvaluateAsync<double>("arctan2(y, x)", [("x", x), ("y", y)]);
Console.WriteLine($"the bits of a job: {ofJob.ToArray().AsSpan().SequenceEqual(angle)}");

for (int round = 0; round < rounds; round++) VectorMath.Exp(x, sine);
long start = Stopwatch.GetTimestamp();
for (int round = 0; round < rounds; round++) VectorMath.Exp(x, sine);
double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / rounds;
Console.WriteLine($"exp of {count:N0} numbers in {microseconds:F2} us");
