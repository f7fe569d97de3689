using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// Arrays in NumPy's .npy files. All members are thread safe; errors are a <see cref="ComputeException"/>
/// that names the file (<see cref="ErrorKind.InvalidFile"/> when reading,
/// <see cref="ErrorKind.OutputFailed"/> when writing). Arrays returned are the caller's to dispose.
/// </summary>
public static class NpyFile
{
    /// <summary>Reads the header, and checks that the file is long enough for it.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be read as an array (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public static NpyHeader ReadHeader(string path)
    {
        using NpyReader reader = NpyReader.Open(path);
        return reader.Header;
    }

    /// <summary>
    /// Reads a file into memory, in C order. Types that have no dtype are widened: int8, uint8, int16 and
    /// uint16 to int32, uint32 to int64, float16 to float32.
    /// </summary>
    /// <exception cref="ComputeException">
    /// It cannot be read as an array (<see cref="ErrorKind.InvalidFile"/>), or does not fit in memory
    /// (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public static ComputeArray Load(string path)
    {
        using var source = new NpySource(path);
        return source.Load();
    }

    /// <summary>As <see cref="Load(string)"/>, of a dtype that is known.</summary>
    /// <inheritdoc cref="Load(string)"/>
    /// <exception cref="ComputeException">
    /// The file is of another dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static ComputeArray<T> Load<T>(string path) where T : unmanaged
    {
        using var source = new NpySource(path);
        RequireType<T>(source.Header, path);
        return (ComputeArray<T>)source.Load();
    }

    /// <summary>
    /// Writes a file with the bytes that <c>numpy.save</c> would write. It appears whole under its name, or
    /// not at all.
    /// </summary>
    /// <exception cref="ComputeException">
    /// It cannot be written (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public static unsafe void Save(string path, ComputeArray array)
    {
        using var source = new ArraySource(array);
        using var target = new NpyTarget(path, source.Description);
        int itemSize = source.Description.Type.ItemSize();
        foreach ((long start, int count) in Runs.Of(source.Description))
        {
            byte* first = (byte*)source.Address + start * itemSize;
            target.Write(start, new ReadOnlySpan<byte>(first, count * itemSize));
        }

        target.Complete();
    }

    /// <summary>
    /// Maps a file as an array, which may be far larger than memory. Only for elements stored as memory has
    /// them: C order, little-endian, of exactly this type. A byte of a bool is taken to be 0 or 1, as NumPy
    /// writes it.
    /// </summary>
    /// <param name="path">
    /// The file. If another process cuts it short while it is mapped, this process ends.
    /// </param>
    /// <param name="writable">True to write elements back to the file, false for a read-only array.</param>
    /// <exception cref="ComputeException">
    /// It cannot be read as an array or not be mapped (<see cref="ErrorKind.InvalidFile"/>), or is of another
    /// dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static ComputeArray<T> Map<T>(string path, bool writable = false) where T : unmanaged
    {
        using NpyReader reader = NpyReader.Open(path, writable ? FileAccess.ReadWrite : FileAccess.Read);
        NpyHeader header = reader.Header;
        RequireType<T>(header, path);
        if (WhyNotMapped(header) is { } why)
        {
            throw NpyFailure.Invalid(path, $"cannot be mapped, because {why}: use NpyFile.Load instead");
        }

        try
        {
            var region = new MappedRegion(reader.Handle, header.DataOffset, header.DataBytes, writable);
            return (ComputeArray<T>)ComputeArray.Over(header.Description, region);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NpyFailure.Invalid(path, $"cannot be mapped: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Makes a file of zeros, in place of any file of that name, and maps it for writing. Its disk space is
    /// taken at once, where the file system can, so that writing the elements does not run out of it.
    /// </summary>
    /// <exception cref="ComputeException">
    /// It cannot be made (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public static ComputeArray<T> CreateMapped<T>(string path, Shape shape) where T : unmanaged
    {
        var description = new ArrayDescription(DTypes.Of<T>(), shape);
        using var target = new NpyTarget(path, description);
        MappedRegion region = target.CompleteMapped();
        return (ComputeArray<T>)ComputeArray.Over(description, region);
    }

    private static void RequireType<T>(NpyHeader header, string path)
    {
        DType wanted = DTypes.Of<T>();
        DType found = header.Element.Type;
        if (found == wanted) return;
        throw new ComputeException(
            ErrorKind.UnsupportedType,
            $"the file {path} holds {found.Name()}, not {wanted.Name()}: ask for {found.Name()}");
    }

    private static string? WhyNotMapped(NpyHeader header)
    {
        NpyElement element = header.Element;
        if (header.IsTransposed) return "it is in Fortran order";
        if (element.IsBigEndian) return "its elements are big-endian";
        if (element.Size != element.Type.ItemSize()) return $"they are stored as {element.Description}";
        if (header.DataOffset % element.Size == 0) return null;
        return $"its elements begin at the odd byte {header.DataOffset}";
    }
}
