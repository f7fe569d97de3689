using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Arrays.Tests.Npy;

public class NumpyCompatibilityTests
{
    [Fact]
    public void Saved_files_are_byte_for_byte_those_of_NumPy()
    {
        SavesAs(NumpyFiles.Float64, new Shape(3), 1.5, -2, 3);
        SavesAs(NumpyFiles.Scalar, Shape.Scalar, 1.5);
        SavesAs<float>(NumpyFiles.Empty, new Shape(0, 3));
        SavesAs(NumpyFiles.Bools, new Shape(2, 3), true, false, true, false, false, true);
        SavesAs(NumpyFiles.Int64, new Shape(2, 2), 1, -2, 3, 1L << 40);
        SavesAs(NumpyFiles.Int32, new Shape(2, 3, 4), Enumerable.Range(0, 24).ToArray());
        SavesAs(NumpyFiles.Float32, new Shape(2), 0.1f, float.PositiveInfinity);
        SavesAs(NumpyFiles.Rank15, new Shape(Enumerable.Repeat(1L, 15).ToArray()), 7.0);
    }

    [Fact]
    public void Files_of_NumPy_load_in_C_order_whatever_their_order_version_and_byte_order()
    {
        LoadsAs(NumpyFiles.Float64, "(3,)", 1.5, -2, 3);
        LoadsAs(NumpyFiles.Version2, "(3,)", 1.5, -2, 3);
        LoadsAs(NumpyFiles.Version3, "(3,)", 1.5, -2, 3);
        LoadsAs(NumpyFiles.BigEndian, "(3,)", 1.5, -2, 3);
        LoadsAs(NumpyFiles.Scalar, "()", 1.5);
        LoadsAs<float>(NumpyFiles.Empty, "(0, 3)");
        LoadsAs(NumpyFiles.Bools, "(2, 3)", true, false, true, false, false, true);
        LoadsAs(NumpyFiles.Int64, "(2, 2)", 1, -2, 3, 1L << 40);
        LoadsAs(NumpyFiles.Fortran3d, "(2, 3, 4)", Enumerable.Range(0, 24).ToArray());
    }

    [Fact]
    public void Types_that_are_no_dtypes_load_widened_and_exact()
    {
        LoadsAs(NumpyFiles.UInt8, "(3,)", 0, 1, 255);
        LoadsAs(NumpyFiles.Int8, "(3,)", 0, -1, -128);
        LoadsAs(NumpyFiles.UInt16, "(3,)", 0, 1, 65535);
        LoadsAs(NumpyFiles.BigEndianInt16, "(3,)", 1, -2, 300);
        LoadsAs(NumpyFiles.UInt32, "(3,)", 0L, 1, 4294967295);
        LoadsAs(NumpyFiles.Float16, "(3,)", 1.5f, -2, 65504);
        LoadsAs(NumpyFiles.BigFortran, "(2, 3)", 0L, 1, 2, 3, 4, 5);
    }

    [Fact]
    public void Bytes_of_a_bool_other_than_0_load_as_1()
    {
        using var folder = new TemporaryFolder();
        byte[] file = NumpyFiles.Bools;
        string path = folder.Write("bools.npy", [.. file[..^6], 0, 2, 255, 1, 0, 128]);
        using ComputeArray<bool> array = NpyFile.Load<bool>(path);
        using var source = new ArraySource(array);
        byte[] bytes = new byte[6];
        source.Read(0, bytes);
        bytes.ShouldBe(new byte[] { 0, 1, 1, 1, 0, 1 });
    }

    [Fact]
    public void Bytes_after_the_elements_are_ignored_as_NumPy_does()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("trailing.npy", [.. NumpyFiles.Float64, 1, 2, 3]);
        using ComputeArray<double> array = NpyFile.Load<double>(path);
        array.ToArray().ShouldBe([1.5, -2, 3]);
    }

    [Fact]
    public void A_long_first_dimension_takes_of_the_space_that_NumPy_leaves_for_it()
    {
        // numpy.lib.format pads so that the header's length does not change as the first dimension grows.
        NpyHeader.Format(new ArrayDescription(DType.Float64, new Shape(1L << 59))).Length.ShouldBe(128);
        NpyHeader.Format(new ArrayDescription(DType.Float64, new Shape(1, 1L << 58))).Length.ShouldBe(128);
        NpyHeader.Format(new ArrayDescription(DType.Float64, new Shape(3, 1L << 57, 1))).Length.ShouldBe(128);
    }

    [Fact]
    public void A_header_reads_back_as_the_description_it_was_written_for()
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            for (int rank = 0; rank <= Shape.MaxRank; rank++)
            {
                var dimensions = Enumerable.Range(0, rank).Select(axis => axis == 1 ? 1234567L : 1L);
                var shape = new Shape(dimensions.ToArray());
                byte[] bytes = NpyHeader.Format(new ArrayDescription(type, shape));
                NpyHeader header = NpyHeader.Parse(bytes, "x.npy");
                header.Description.ShouldBe(new ArrayDescription(type, shape));
                header.DataOffset.ShouldBe(bytes.Length);
                (bytes.Length % 64).ShouldBe(0);
            }
        }
    }

    private static void SavesAs<T>(byte[] golden, Shape shape, params T[] elements) where T : unmanaged
    {
        using var folder = new TemporaryFolder();
        using ComputeArray<T> array = ComputeArray.Create<T>(shape);
        array.CopyFrom(elements);
        NpyFile.Save(folder.File("array.npy"), array);
        File.ReadAllBytes(folder.File("array.npy")).ShouldBe(golden);
        folder.Names.ShouldBe(["array.npy"]);
    }

    private static void LoadsAs<T>(byte[] file, string shape, params T[] elements) where T : unmanaged
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("array.npy", file);
        using ComputeArray<T> array = NpyFile.Load<T>(path);
        array.Shape.ToString().ShouldBe(shape);
        array.ToArray().ShouldBe(elements);
        using ComputeArray untyped = NpyFile.Load(path);
        untyped.Description.ShouldBe(NpyFile.ReadHeader(path).Description);
    }
}
