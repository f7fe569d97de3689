using System.Runtime.InteropServices;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Arrays.Tests.Npy;

public sealed class NpyTargetTests : IDisposable
{
    private static readonly ArrayDescription ThreeDoubles = new(DType.Float64, new Shape(3));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_written_in_any_order_by_several_threads_make_one_file()
    {
        string path = _folder.File("out.npy");
        using (var target = new NpyTarget(path, new ArrayDescription(DType.Int32, new Shape(100, 1000))))
        {
            Parallel.For(0, 100, row =>
            {
                int[] elements = Enumerable.Repeat(row, 1000).ToArray();
                target.Write(row * 1000, MemoryMarshal.AsBytes(elements.AsSpan()));
            });
            target.Complete();
        }

        using ComputeArray<int> array = NpyFile.Load<int>(path);
        array.ToArray().ShouldBe(Enumerable.Range(0, 100_000).Select(i => i / 1000).ToArray());
    }

    [Fact]
    public void Nothing_is_left_behind_of_a_target_that_was_not_completed()
    {
        var target = new NpyTarget(_folder.File("out.npy"), ThreeDoubles);
        target.Write(0, new byte[8]);
        target.Dispose();
        target.Dispose();
        _folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public void The_file_that_was_there_stays_as_it_is_until_the_new_one_is_complete()
    {
        string path = _folder.Write("out.npy", "before"u8);
        using var target = new NpyTarget(path, ThreeDoubles);
        target.Write(0, new byte[24]);
        File.ReadAllText(path).ShouldBe("before");
        target.Complete();
        NpyFile.ReadHeader(path).Description.ShouldBe(ThreeDoubles);
        target.Dispose();
        _folder.Names.ShouldBe(["out.npy"]);
    }

    [Fact]
    public void Two_writers_of_one_name_do_not_meet_and_the_last_to_complete_wins()
    {
        string path = _folder.File("out.npy");
        using var first = new NpyTarget(path, ThreeDoubles);
        using var second = new NpyTarget(path, ThreeDoubles);
        first.Write(0, MemoryMarshal.AsBytes<double>([1, 1, 1]));
        second.Write(0, MemoryMarshal.AsBytes<double>([2, 2, 2]));
        second.Complete();
        first.Complete();
        using ComputeArray<double> array = NpyFile.Load<double>(path);
        array.ToArray().ShouldBe([1, 1, 1]);
        _folder.Names.ShouldBe(["out.npy"]);
    }

    [Fact]
    public void A_result_larger_than_the_disk_fails_at_once_and_leaves_nothing_behind()
    {
        long free = new DriveInfo(_folder.Path).AvailableFreeSpace;
        var description = new ArrayDescription(DType.Float64, new Shape(free / 8 + (1L << 30)));
        string path = _folder.Write("out.npy", "before"u8);
        var failure = Should.Throw<ComputeException>(() => new NpyTarget(path, description));
        failure.Kind.ShouldBe(ErrorKind.OutputFailed);
        failure.Message.ShouldContain(path);
        failure.Message.ShouldContain($"{description.Bytes + 128} bytes");
        File.ReadAllText(path).ShouldBe("before");
        _folder.Names.ShouldBe(["out.npy"]);

        Should.Throw<ComputeException>(() => NpyFile.CreateMapped<double>(path, description.Shape))
            .Kind.ShouldBe(ErrorKind.OutputFailed);
        _folder.Names.ShouldBe(["out.npy"]);
    }

    [Fact]
    public void What_cannot_be_a_file_is_refused_by_what_it_is()
    {
        RefusalOf(_folder.Path).ShouldContain("is a directory");
        RefusalOf(Path.Combine(_folder.File("missing"), "x.npy")).ShouldContain("there is no folder");
        RefusalOf("");
        RefusalOf("bad\0name");
        RefusalOf(_folder.File(new string('x', 300)));
        if (OperatingSystem.IsLinux()) RefusalOf("/dev/null").ShouldContain("device or a pipe");
        _folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_file_has_the_permissions_that_any_new_file_has_and_a_replaced_one_keeps_its_own()
    {
        if (OperatingSystem.IsWindows()) return;
        string plain = _folder.Write("plain", []);
        string path = _folder.File("out.npy");
        Save(path);
        File.GetUnixFileMode(path).ShouldBe(File.GetUnixFileMode(plain));

        const UnixFileMode shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(path, shared);
        Save(path);
        File.GetUnixFileMode(path).ShouldBe(shared);
    }

    [Fact]
    public void A_link_is_written_through()
    {
        string real = _folder.Write("real.npy", []);
        File.CreateSymbolicLink(_folder.File("link.npy"), real);
        Save(_folder.File("link.npy"));
        new FileInfo(_folder.File("link.npy")).LinkTarget.ShouldBe(real);
        NpyFile.ReadHeader(real).Description.ShouldBe(ThreeDoubles);
    }

    [Fact]
    public void A_write_outside_the_array_is_refused()
    {
        using var target = new NpyTarget(_folder.File("out.npy"), ThreeDoubles);
        Should.Throw<ArgumentOutOfRangeException>(() => target.Write(2, new byte[16]));
        Should.Throw<ArgumentOutOfRangeException>(() => target.Write(-1, new byte[8]));
    }

    private static void Save(string path)
    {
        using ComputeArray<double> array = ComputeArray.Create<double>(3);
        NpyFile.Save(path, array);
    }

    private static string RefusalOf(string path)
    {
        var failure = Should.Throw<ComputeException>(() => new NpyTarget(path, ThreeDoubles));
        failure.Kind.ShouldBe(ErrorKind.OutputFailed);
        failure.Message.ShouldContain(path);
        return failure.Message;
    }
}
