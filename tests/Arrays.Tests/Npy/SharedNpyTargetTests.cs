using System.Runtime.InteropServices;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Arrays.Tests.Npy;

/// <summary>A file that several processes write to until it has its name.</summary>
public sealed class SharedNpyTargetTests : IDisposable
{
    private static readonly ArrayDescription _description = new(DType.Int64, new Shape(100_000));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_two_processes_write_is_one_file_as_numpy_writes_it(bool isOfOtherHost)
    {
        long[] elements = Elements();
        string expected = _folder.File("expected.npy"), path = _folder.File("out.npy");
        using (ComputeArray<long> array = ComputeArray.From(elements)) NpyFile.Save(expected, array);
        using (var target = new NpyTarget(path, _description))
        {
            UInt128 token = target.Share();
            using (var other = new SharedNpyTarget(target.TemporaryPath, _description, token, isOfOtherHost))
            {
                other.Write(60_000, Bytes(elements, 60_000, 40_000));
                other.Flush();
            }

            target.Write(0, Bytes(elements, 0, 60_000));
            target.Complete();
        }

        File.ReadAllBytes(path).ShouldBe(File.ReadAllBytes(expected));
        _folder.Names.ShouldBe(["expected.npy", "out.npy"]);
    }

    [Fact]
    public void Another_token_does_not_open_the_file()
    {
        using var target = new NpyTarget(_folder.File("out.npy"), _description);
        UInt128 token = target.Share();

        ShouldNotOpen(target.TemporaryPath, _description, token + 1);
    }

    [Fact]
    public void A_file_of_another_size_is_not_opened_and_stays_as_long_as_it_is()
    {
        using var target = new NpyTarget(_folder.File("out.npy"), _description);
        UInt128 token = target.Share();
        long length = new FileInfo(target.TemporaryPath).Length;

        ShouldNotOpen(target.TemporaryPath, new ArrayDescription(DType.Int64, new Shape(200_000)), token);

        new FileInfo(target.TemporaryPath).Length.ShouldBe(length);
    }

    [Fact]
    public void A_file_that_is_complete_is_not_opened_any_more()
    {
        string path = _folder.File("out.npy");
        using var target = new NpyTarget(path, _description);
        UInt128 token = target.Share();
        target.Complete();

        ShouldNotOpen(path, _description, token);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_made()
    {
        ShouldNotOpen(_folder.File("none.npy"), _description, 1);
        ShouldNotOpen(_folder.Path, _description, 1);

        _folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public void A_target_that_is_renewed_keeps_what_it_is_told_to_and_a_late_writer_reaches_nothing_of_it()
    {
        long[] elements = Elements();
        string path = _folder.File("out.npy");
        using (var target = new NpyTarget(path, _description))
        {
            using var late = new SharedNpyTarget(target.TemporaryPath, _description, target.Share(), false);
            late.Write(0, Bytes(elements, 0, 70_000));

            target.Renew([(0, 30_000), (50_000, 20_000)]);
            late.Write(0, new byte[100_000 * sizeof(long)]);
            target.Write(30_000, Bytes(elements, 30_000, 20_000));
            target.Write(70_000, Bytes(elements, 70_000, 30_000));
            target.Complete();
            late.Write(0, new byte[100_000 * sizeof(long)]);
        }

        using ComputeArray<long> result = NpyFile.Load<long>(path);
        result.ToArray().ShouldBe(elements);
        _folder.Names.ShouldBe(["out.npy"]);
    }

    [Fact]
    public void A_file_that_has_its_name_may_be_written_by_others_while_a_node_has_it_open()
    {
        string path = _folder.File("out.npy");
        using var target = new NpyTarget(path, _description);
        using var late = new SharedNpyTarget(target.TemporaryPath, _description, target.Share(), false);
        target.Complete();

        Should.NotThrow(
            () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None).Dispose());
    }

    private static void ShouldNotOpen(string path, ArrayDescription description, UInt128 token) =>
        Should.Throw<ComputeException>(() => new SharedNpyTarget(path, description, token, false))
            .Kind.ShouldBe(ErrorKind.OutputFailed);

    private static long[] Elements() => [.. Enumerable.Range(1, 100_000).Select(number => (long)number)];

    private static ReadOnlySpan<byte> Bytes(long[] elements, int start, int count) =>
        MemoryMarshal.AsBytes(elements.AsSpan(start, count));
}
