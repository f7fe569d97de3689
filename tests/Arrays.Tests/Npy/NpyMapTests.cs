using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Arrays.Tests.Npy;

public sealed unsafe class NpyMapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_mapped_for_reading_shows_its_elements_and_refuses_to_be_written()
    {
        string path = _folder.Write("x.npy", NumpyFiles.Int64);
        using ComputeArray<long> array = NpyFile.Map<long>(path);
        array.IsReadOnly.ShouldBeTrue();
        array.Shape.ShouldBe(new Shape(2, 2));
        array.ToArray().ShouldBe([1, -2, 3, 1L << 40]);
        array.AsReadOnlyMemory(1, 2).ToArray().ShouldBe([-2, 3]);
        Should.Throw<InvalidOperationException>(() => array.Span(0, 1).Length)
            .Message.ShouldContain("map it writable");
        Should.Throw<InvalidOperationException>(() => array[0] = 1);
        Should.Throw<InvalidOperationException>(() => array.AsMemory(0, 1));
        Should.Throw<ComputeException>(() => new ArrayTarget(array)).Kind.ShouldBe(ErrorKind.InvalidArgument);
        using var source = new ArraySource(array);
        ((long*)source.Address)[3].ShouldBe(1L << 40);
    }

    [Fact]
    public void A_file_mapped_for_writing_keeps_what_was_written()
    {
        string path = _folder.Write("x.npy", NumpyFiles.Float64);
        using (ComputeArray<double> array = NpyFile.Map<double>(path, writable: true)) array[1] = 20;
        using ComputeArray<double> read = NpyFile.Load<double>(path);
        read.ToArray().ShouldBe([1.5, 20, 3]);
    }

    [Fact]
    public void A_mapped_file_made_anew_is_zero_and_replaces_the_one_that_was_there()
    {
        string path = _folder.Write("x.npy", "before"u8);
        using (ComputeArray<float> array = NpyFile.CreateMapped<float>(path, new Shape(2, 3)))
        {
            array.ToArray().ShouldBe(new float[6]);
            array[5] = 7;
        }

        using ComputeArray<float> read = NpyFile.Map<float>(path);
        read[5].ShouldBe(7);
        _folder.Names.ShouldBe(["x.npy"]);
    }

    [Fact]
    public void A_mapping_lives_until_the_last_reference_to_it_is_released()
    {
        ComputeArray<long> array = NpyFile.Map<long>(_folder.Write("x.npy", NumpyFiles.Int64));
        var source = new ArraySource(array);
        array.Dispose();
        ((long*)source.Address)[2].ShouldBe(3);
        source.Dispose();
        Should.Throw<ObjectDisposedException>(() => array[0]);
    }

    [Fact]
    public void An_empty_array_and_a_scalar_can_be_mapped()
    {
        using ComputeArray<float> empty = NpyFile.Map<float>(_folder.Write("e.npy", NumpyFiles.Empty));
        empty.ToArray().ShouldBeEmpty();
        string path = _folder.Write("s.npy", NumpyFiles.Scalar);
        using ComputeArray<double> scalar = NpyFile.Map<double>(path, writable: true);
        scalar[0].ShouldBe(1.5);
    }

    [Fact]
    public void A_file_that_is_stored_otherwise_than_in_memory_says_so_and_names_the_way()
    {
        RefusalOf<double>(NumpyFiles.BigEndian).ShouldContain("big-endian: use NpyFile.Load");
        RefusalOf<int>(NumpyFiles.Fortran3d).ShouldContain("Fortran order");
        RefusalOf<int>(NumpyFiles.UInt16).ShouldContain("they are stored as <u2");
        RefusalOf<double>(NpyFiles.Make(NpyFiles.Text() + " ", 24)).ShouldContain("begin at the odd byte");
    }

    [Fact]
    public void A_sparse_file_of_100_GB_is_described_mapped_read_and_written_at_its_end_without_memory()
    {
        const long count = 12_500_000_000;
        byte[] header = NpyHeader.Format(new ArrayDescription(DType.Float64, new Shape(count)));
        string path = _folder.Write("huge.npy", header);
        using (FileStream file = File.OpenWrite(path)) file.SetLength(file.Length + count * 8);

        NpyFile.ReadHeader(path).Description.Bytes.ShouldBe(count * 8);
        using (ComputeArray<double> array = NpyFile.Map<double>(path, writable: true))
        {
            array.Length.ShouldBe(count);
            array[count - 1].ShouldBe(0);
            array[count - 1] = 42;
        }

        using (var source = new NpySource(path))
        {
            byte[] last = new byte[8];
            source.Read(count - 1, last);
            BitConverter.ToDouble(last).ShouldBe(42);
        }

        using ComputeArray<double> again = NpyFile.Map<double>(path);
        again.ReadOnlySpan(count - 2, 2).ToArray().ShouldBe([0, 42]);
        if (RegionPool.AvailableBytes >= count * 8) return;
        Should.Throw<ComputeException>(() => NpyFile.Load(path)).Kind.ShouldBe(ErrorKind.OutOfMemory);
    }

    private string RefusalOf<T>(byte[] file) where T : unmanaged
    {
        string path = _folder.Write("x.npy", file);
        var failure = Should.Throw<ComputeException>(() => NpyFile.Map<T>(path));
        failure.Kind.ShouldBe(ErrorKind.InvalidFile);
        failure.Message.ShouldContain(path);
        return failure.Message;
    }
}
