using System.Diagnostics;
using System.Runtime.InteropServices;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Arrays.Tests.Npy;

public sealed class NpySourceTests : IDisposable
{
    private const int RandomSeed = 7;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Layouts()
    {
        var layouts = new TheoryData<string, string>();
        foreach (string type in (string[])["<f8", ">f8", "<i4", ">u4", "<u2", "|i1", "|b1"])
        {
            // Close and far lines, lines over one band, a long and a short first dimension, ones in between.
            foreach (string shape in (string[])["7,5", "2,3,4,5", "5000,3", "3,5000", "9,2,1,30", "1,40,50"])
            {
                layouts.Add(type, shape);
            }
        }

        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Any_run_of_a_Fortran_order_file_is_that_of_C_order(string type, string shape)
    {
        var random = new Random(RandomSeed);
        long[] dimensions = shape.Split(',').Select(long.Parse).ToArray();
        int count = (int)new Shape(dimensions).Count;
        NpyElement.TryParse(type, out NpyElement element).ShouldBeTrue();
        long[] expected = new long[count];
        byte[] data = new byte[count * element.Size];
        for (int index = 0; index < count; index++)
        {
            int place = FortranPlace(index, dimensions);
            expected[index] = type == "|b1" ? index % 3 == 0 ? 1 : 0 : index % 128;
            Store(element, expected[index], data.AsSpan(place * element.Size, element.Size));
        }

        byte[] header = NpyFiles.Make(NpyFiles.Text($"'{type}'", "True", $"({shape})"));
        string path = _folder.Write("fortran.npy", [.. header, .. data]);
        using var source = new NpySource(path);
        source.Header.IsTransposed.ShouldBeTrue();
        using NpyReader reader = NpyReader.Open(path);
        var gather = new FortranGather(reader);
        (int, int)[] runs = [(0, count), (0, 1), (count - 1, 1), Run(), Run(), Run()];
        foreach ((int start, int length) in runs)
        {
            byte[] read = new byte[length * element.Type.ItemSize()];
            source.Read(start, read);
            Values(element.Type, read).ShouldBe(expected.AsSpan(start, length).ToArray());
            byte[] gathered = new byte[read.Length];
            gather.Read(start, gathered);
            gathered.ShouldBe(read);
        }

        (int, int) Run()
        {
            int start = random.Next(count);
            return (start, random.Next(1, count - start + 1));
        }
    }

    [Fact]
    public void Several_threads_read_one_source_at_once()
    {
        double[] elements = Enumerable.Range(0, 100_000).Select(i => (double)i).ToArray();
        string path = _folder.File("x.npy");
        using (ComputeArray<double> array = ComputeArray.From(elements)) NpyFile.Save(path, array);
        using var source = new NpySource(path);
        Parallel.For(0, 25, chunk =>
        {
            double[] read = new double[4000];
            source.Read(chunk * 4000, MemoryMarshal.AsBytes(read.AsSpan()));
            read.ShouldBe(elements.AsSpan(chunk * 4000, 4000).ToArray());
        });
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        string path = _folder.Write("swapped.npy", NumpyFiles.BigEndianInt16);
        using var source = new NpySource(path);
        byte[] read = new byte[12];
        source.Read(0, read);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) source.Read(0, read);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_short_after_it_was_opened_is_an_error_that_names_file_and_byte(bool isFortranOrder)
    {
        string path = _folder.Write("cut.npy", isFortranOrder ? NumpyFiles.Fortran3d : NumpyFiles.Int32);
        using var source = new NpySource(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(169);
        }

        var failure = Should.Throw<ComputeException>(() => source.Read(0, new byte[96]));
        failure.Kind.ShouldBe(ErrorKind.InputChanged);
        failure.Message.ShouldContain(path);
        failure.Message.ShouldContain("byte 169");
    }

    [Fact]
    public void A_file_replaced_after_it_was_opened_is_read_as_it_was()
    {
        string path = _folder.Write("replaced.npy", NumpyFiles.Float64);
        using var source = new NpySource(path);
        using (ComputeArray<double> other = ComputeArray.Create<double>(1)) NpyFile.Save(path, other);
        double[] read = new double[3];
        source.Read(0, MemoryMarshal.AsBytes(read.AsSpan()));
        read.ShouldBe([1.5, -2, 3]);
    }

    [Fact]
    public void A_file_that_holds_less_than_its_header_claims_says_where_it_ends_and_should_end()
    {
        string path = _folder.Write("short.npy", NumpyFiles.Float64.AsSpan()[..^1]);
        string message = RefusalOf(path);
        message.ShouldContain("ends at byte 151");
        message.ShouldContain("ends at byte 152");
        message.ShouldContain("float64 (3,)");
    }

    [Fact]
    public void A_header_that_claims_more_than_any_disk_holds_is_refused_and_nothing_is_allocated()
    {
        byte[] file = NpyFiles.Make(NpyFiles.Text(shape: "(576460752303423488,)"), 8);
        string path = _folder.Write("huge.npy", file);
        RefusalOf(path).ShouldContain("ends at byte 46116860184273");
    }

    [Fact]
    public void What_is_no_file_on_a_disk_is_refused_by_what_it_is()
    {
        RefusalOf(_folder.File("missing.npy")).ShouldContain("does not exist");
        RefusalOf(Path.Combine(_folder.File("missing"), "x.npy")).ShouldContain("does not exist");
        RefusalOf(_folder.Path).ShouldContain("is a directory");
        RefusalOf("").ShouldContain("does not exist");
        RefusalOf("bad\0name").ShouldContain("does not exist");
        RefusalOf(_folder.Write("empty.npy", [])).ShouldContain("is empty");
        RefusalOf(_folder.Write("text.npy", "hello"u8)).ShouldContain("not a .npy file");
    }

    [Fact]
    public void A_device_or_a_pipe_is_refused_without_waiting_for_it()
    {
        if (!OperatingSystem.IsLinux()) return;
        string pipe = _folder.File("pipe.npy");
        using (Process make = Process.Start("mkfifo", pipe)) make.WaitForExit();
        RefusalOf(pipe).ShouldContain("device or a pipe");
        RefusalOf("/dev/null").ShouldContain("device or a pipe");
    }

    [Fact]
    public void A_file_that_the_system_does_not_let_us_read_is_refused_with_its_reason()
    {
        // Unlike missing permission, this holds for root too: the kernel does not read a process's memory
        // from 0.
        if (!OperatingSystem.IsLinux()) return;
        RefusalOf("/proc/self/mem").ShouldContain("cannot be read");
    }

    [Fact]
    public void A_file_of_another_dtype_than_asked_for_says_which_it_has()
    {
        string path = _folder.Write("x.npy", NumpyFiles.Float64);
        var failure = Should.Throw<ComputeException>(() => NpyFile.Load<int>(path));
        failure.Kind.ShouldBe(ErrorKind.UnsupportedType);
        failure.Message.ShouldContain("float64, not int32");
    }

    [Fact]
    public void A_header_far_longer_than_NumPys_is_read()
    {
        byte[] file = NpyFiles.Make(NpyFiles.Text() + new string(' ', 100_000), 24, version: 2);
        using ComputeArray<double> array = NpyFile.Load<double>(_folder.Write("long.npy", file));
        array.ToArray().ShouldBe([0, 0, 0]);
    }

    private static string RefusalOf(string path)
    {
        var failure = Should.Throw<ComputeException>(() => new NpySource(path));
        failure.Kind.ShouldBe(ErrorKind.InvalidFile);
        failure.Message.ShouldContain(path);
        return failure.Message;
    }

    private static int FortranPlace(int index, long[] dimensions)
    {
        int place = 0;
        int stride = (int)dimensions.Aggregate(1L, (product, dimension) => product * dimension);
        for (int axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            stride /= (int)dimensions[axis];
            place += index % (int)dimensions[axis] * stride;
            index /= (int)dimensions[axis];
        }

        return place;
    }

    private static void Store(NpyElement element, long value, Span<byte> target)
    {
        long bits = element.Kind == 'f' ? BitConverter.DoubleToInt64Bits(value) : value;
        byte[] bytes = BitConverter.GetBytes(bits);
        bytes.AsSpan(0, element.Size).CopyTo(target);
        if (element.IsBigEndian) target.Reverse();
    }

    private static long[] Values(DType type, byte[] elements)
    {
        int itemSize = type.ItemSize();
        return Enumerable.Range(0, elements.Length / itemSize).Select(i => type switch
        {
            DType.Float64 => (long)BitConverter.ToDouble(elements, i * 8),
            DType.Int64 => BitConverter.ToInt64(elements, i * 8),
            DType.Int32 => BitConverter.ToInt32(elements, i * 4),
            _ => elements[i],
        }).ToArray();
    }
}
