using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Cluster;

/// <summary>What a client can have a worker node write to under its data root, and what it cannot.</summary>
public sealed class OutputFileTests : IDisposable
{
    private const int Count = 20_000;

    private static readonly ArrayDescription _result = new(DType.Float64, new Shape(Count));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorcompute-tests-");
    private readonly string _root;

    public OutputFileTests() => _root = _folder.CreateSubdirectory("root").FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_the_client_has_made_is_written_to_and_the_array_is_not()
    {
        using var file = new NpyTarget(Path.Combine(_root, "y.npy"), _result);
        UInt128 token = file.Share();

        double[] array = await Run(Path.GetFileName(file.TemporaryPath), token);

        array.ShouldAllBe(element => element == 0);
        file.Complete();
        using ComputeArray<double> result = NpyFile.Load<double>(Path.Combine(_root, "y.npy"));
        result.ToArray().ShouldBe(Expected());
    }

    [Theory]
    [InlineData("root/victim.npy", "victim.npy", "without a mark")]
    [InlineData("root/victim.npy", "victim.npy", "with another token")]
    [InlineData("victim.npy", "../victim.npy", "outside of the data root")]
    [InlineData("victim.npy", "link.npy", "behind a link that leaves the data root")]
    [InlineData("victim.npy", "FOLDER/victim.npy", "by its full path")]
    public async Task Any_other_file_stays_as_it_is_and_the_result_is_sent(
        string place, string path, string description)
    {
        string victim = Path.Combine(_folder.FullName, place);
        UInt128 token = MakeVictim(victim, isMarked: description != "without a mark");
        if (description == "with another token") token++;
        File.CreateSymbolicLink(Path.Combine(_root, "link.npy"), "../victim.npy");
        byte[] before = await File.ReadAllBytesAsync(victim);

        double[] array = await Run(path.Replace("FOLDER", _folder.FullName, StringComparison.Ordinal), token);

        array.ShouldBe(Expected());
        (await File.ReadAllBytesAsync(victim)).ShouldBe(before);
    }

    [Fact]
    public async Task No_file_is_made()
    {
        (await Run("none.npy", 1)).ShouldBe(Expected());

        Directory.GetFileSystemEntries(_root).ShouldBeEmpty();
    }

    private static double[] Expected() => [.. Enumerable.Range(0, Count).Select(index => 2.0 * index)];

    private static UInt128 MakeVictim(string path, bool isMarked)
    {
        using var file = new NpyTarget(path, _result);
        UInt128 token = file.Share();
        if (isMarked) File.Copy(file.TemporaryPath, path);
        else File.WriteAllBytes(path, new byte[new FileInfo(file.TemporaryPath).Length]);
        return token;
    }

    /// <summary>Computes 2 * i to an array whose job says that it lies in a file; gives the array.</summary>
    private async Task<double[]> Run(string path, UInt128 token)
    {
        await using var bench = new EngineBench(
            ClusterInOneProcess.Start(ClusterEngines.Tcp, slots: 1, TimeSpan.FromSeconds(20), _root));
        double[] array = new double[Count];
        BenchJob job = bench.Job(ArrayExpression.Parse("i * 2.0"), new double[Count], array, Block.Size);
        var output = job.Spec.Outputs[0] with { File = new OutputFile(path, token, "") };
        await (job with { Spec = job.Spec with { Outputs = [output] } }).Start().Complete();
        return array;
    }
}
