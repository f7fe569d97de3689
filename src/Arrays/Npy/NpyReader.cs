using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// An open .npy file whose header was read and found to fit the file. Reads are positioned and need no lock;
/// they go through the kernel rather than a mapping, so that a file cut short is an error and not the
/// process's end.
/// </summary>
internal sealed class NpyReader : IDisposable
{
    // Holds the header of nearly every file.
    private const int FirstReadBytes = 4096;

    private NpyReader(SafeFileHandle handle, string path, NpyHeader header)
    {
        Handle = handle;
        Path = path;
        Header = header;
    }

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>The path, as given.</summary>
    public string Path { get; }

    /// <summary>The header.</summary>
    public NpyHeader Header { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be read as an array (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public static NpyReader Open(string path, FileAccess access = FileAccess.Read)
    {
        SafeFileHandle handle = OpenHandle(path, access);
        try
        {
            return new NpyReader(handle, path, ReadHeader(handle, path));
        }
        catch (IOException failure)
        {
            handle.Dispose();
            throw NpyFailure.Invalid(path, $"cannot be read: {failure.Message}", failure);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Fills <paramref name="destination"/> with converted elements in the file's order, from the one at
    /// place
    /// <paramref name="start"/> on.
    /// </summary>
    /// <exception cref="ComputeException">
    /// The file is shorter than it was (<see cref="ErrorKind.InputChanged"/>).
    /// </exception>
    public void Read(long start, Span<byte> destination)
    {
        NpyElement element = Header.Element;
        int count = destination.Length / element.Type.ItemSize();

        // Narrow elements go to the end of the destination, and widen from there to its beginning.
        Span<byte> stored = destination[^(count * element.Size)..];
        ReadBytes(Header.DataOffset + start * element.Size, stored);
        if (!element.IsPlain) NpyConversion.Convert(element, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => Handle.Dispose();

    private void ReadBytes(long offset, Span<byte> destination)
    {
        int done = 0;
        try
        {
            done = ReadUpTo(Handle, destination, offset);
        }
        catch (IOException failure)
        {
            throw NpyFailure.Changed(Path, offset, failure.Message, failure);
        }

        if (done == destination.Length) return;
        long end = Header.DataOffset + Header.DataBytes;
        throw NpyFailure.Changed(
            Path,
            offset + done,
            $"it had at least {end} bytes before and is shorter now; leave it alone until the job ends");
    }

    private static int ReadUpTo(SafeFileHandle handle, Span<byte> destination, long offset)
    {
        int done = 0;
        while (done < destination.Length)
        {
            int read = RandomAccess.Read(handle, destination[done..], offset + done);
            if (read == 0) break;
            done += read;
        }

        return done;
    }

    private static SafeFileHandle OpenHandle(string path, FileAccess access)
    {
        switch (FileKinds.Of(path))
        {
            case FileKind.Missing:
                throw NpyFailure.Invalid(path, "does not exist: check the name");
            case FileKind.Directory:
                throw NpyFailure.Invalid(path, "is a directory: name a .npy file in it");
            case FileKind.Special:
                throw NpyFailure.Invalid(path, "is a device or a pipe: give a .npy file on a disk");
        }

        try
        {
            return File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NpyFailure.Invalid(path, $"cannot be opened: {failure.Message}", failure);
        }
    }

    private static NpyHeader ReadHeader(SafeFileHandle handle, string path)
    {
        long fileLength = RandomAccess.GetLength(handle);
        Span<byte> first = stackalloc byte[FirstReadBytes];
        first = first[..ReadUpTo(handle, first, 0)];
        NpyPreamble preamble = NpyPreamble.Parse(first, path);
        if (preamble.DataOffset > fileLength) throw preamble.Truncated(fileLength, path);
        NpyHeader header = preamble.DataOffset <= first.Length
            ? NpyHeader.Parse(first, path)
            : ReadLongHeader(handle, preamble.DataOffset, path);

        long end = header.DataOffset + header.DataBytes;
        if (end <= fileLength) return header;
        throw NpyFailure.Invalid(
            path,
            $"ends at byte {fileLength}, and its header claims {header.Description}, " +
            $"which ends at byte {end}: it was cut off, or is still being written");
    }

    private static NpyHeader ReadLongHeader(SafeFileHandle handle, int bytes, string path)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            int read = ReadUpTo(handle, buffer.AsSpan(0, bytes), 0);
            return NpyHeader.Parse(buffer.AsSpan(0, read), path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
