#:project ../src/Client/ActorCompute.Client.csproj

// Writes a .npy file of random numbers and reduces it without loading it: files may be larger than memory.
// Run it with: dotnet run -c Release examples/reduce_file.cs [COUNT]

using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Npy;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;

long count = args.Length > 0 ? long.Parse(args[0]) : 20_000_000;
string folder = Directory.CreateTempSubdirectory("reduce_file").FullName;
string path = Path.Combine(folder, "numbers.npy");
try
{
    await using ComputeCluster compute = ComputeCluster.Local();

    // The file appears under its name when it is whole. NumPy reads it with numpy.load(path).
    await compute.EvaluateAsync(
        "x * 2 - 1", [("x", ArrayInput.Random(count, seed: 42))], ArrayOutput.File(path));
    Console.WriteLine($"wrote {NpyFile.ReadHeader(path).Description}, {new FileInfo(path).Length:N0} bytes");

    ArrayExpression expression = ArrayExpression.Parse("where(x < 0, 0, sqrt(abs(x)))");
    foreach (Reduction reduction in new[] { Reduction.Sum, Reduction.Mean, Reduction.Std, Reduction.Max })
    {
        double value = await compute.ReduceAsync<double>(
            reduction, expression, [("x", ArrayInput.File(path))]);
        Console.WriteLine($"{reduction.ToString().ToLowerInvariant(),-5} {value:R}");
    }

    long first = await compute.ReduceAsync<long>(Reduction.Argmax, ArrayInput.File(path));
    Console.WriteLine($"the greatest element is the one at index {first}");
}
finally
{
    Directory.Delete(folder, recursive: true);
}
