using System.Text;
using ActorCompute.Arrays.Memory;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// A file that is written under a name of its own in the folder it is meant for, with all its disk space
/// taken in advance, and appears under the final name at once and whole. Disposed before that, it leaves
/// nothing behind.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    // Of all common file systems. Found out only by renaming, it would cost the finished result.
    private const int LongestName = 255;

    private readonly string _name;
    private readonly string _finalPath;
    private string? _temporaryPath;

    /// <summary>Makes the file and takes its space. <paramref name="path"/> is the final name.</summary>
    /// <exception cref="ComputeException">
    /// There is no space, or no such folder, or it may not be written to
    /// (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public TemporaryFile(string path, long bytes)
    {
        _name = path;
        _finalPath = Attempt(() => FinalPath(path), 0);
        Handle = Attempt(() => Create(bytes), bytes);
    }

    /// <summary>The file, open for reading and writing.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its full path until it has the final name.</summary>
    /// <exception cref="InvalidOperationException">It is committed, or disposed.</exception>
    public string TemporaryPath =>
        _temporaryPath ?? throw new InvalidOperationException($"the file {_name} is not temporary any more");

    /// <summary>Makes it longer or shorter; a longer part is zeros.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be done (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public void SetLength(long bytes) => Attempt(
        () =>
        {
            RandomAccess.SetLength(Handle, bytes);
            return bytes;
        },
        0);

    /// <summary>Brings to the disk what was written.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be done (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public void Flush() => Attempt(
        () =>
        {
            RandomAccess.FlushToDisk(Handle);
            return true;
        },
        0);

    /// <summary>Reads exactly what is asked for, from any thread.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be read (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public void Read(Span<byte> bytes, long offset)
    {
        try
        {
            for (int done = 0; done < bytes.Length;)
            {
                int read = RandomAccess.Read(Handle, bytes[done..], offset + done);
                if (read == 0) throw Refused($"it was cut short at byte {offset + done}");
                done += read;
            }
        }
        catch (IOException failure)
        {
            throw Refused($"{failure.Message} (byte {offset})", failure);
        }
    }

    /// <summary>Writes at an offset, from any thread.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be written (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(Handle, bytes, offset);
        }
        catch (IOException failure)
        {
            throw Refused($"{failure.Message} (byte {offset})", failure);
        }
    }

    /// <summary>Maps a range for writing, which stays valid when the file is committed or disposed.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be mapped (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public MappedRegion Map(long offset, long bytes) =>
        Attempt(() => new MappedRegion(Handle, offset, bytes, isWritable: true), 0);

    /// <summary>
    /// Gives the file its final name, in place of any file that has it now, once its bytes are on disk.
    /// </summary>
    /// <exception cref="ComputeException">
    /// It cannot be done (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public void Commit() => Attempt(
        () =>
        {
            RandomAccess.FlushToDisk(Handle);
            Handle.Dispose();
            File.Move(_temporaryPath!, _finalPath, overwrite: true);
            return _temporaryPath = null;
        },
        0);

    /// <inheritdoc/>
    public void Dispose()
    {
        Handle.Dispose();
        Discard();
    }

    private static string FinalPath(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null
            ? file.FullName
            : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private SafeFileHandle Create(long bytes)
    {
        FileKind kind = FileKinds.Of(_finalPath);
        if (kind == FileKind.Directory) throw Refused("it is a directory; name a file in it");
        if (kind == FileKind.Special) throw Refused("it is a device or a pipe; name a file on a disk");
        if (Encoding.UTF8.GetByteCount(Path.GetFileName(_finalPath)) > LongestName)
        {
            throw Refused($"the name is over {LongestName} bytes long; shorten it");
        }

        string folder = Path.GetDirectoryName(_finalPath) ?? _finalPath;
        if (!Directory.Exists(folder)) throw Refused($"there is no folder {folder}; make it first");

        // A file system may take all that is left, and so from everyone, before it finds that it is not
        // enough.
        if (TooMuchFor(folder, bytes) is { } tooMuch) throw new IOException(tooMuch);
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.npy.tmp");
        SafeFileHandle handle = File.OpenHandle(
            temporary,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete,
            preallocationSize: bytes);
        _temporaryPath = temporary;
        try
        {
            RandomAccess.SetLength(handle, bytes);
            if (kind == FileKind.Regular && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(handle, File.GetUnixFileMode(_finalPath));
            }

            return handle;
        }
        catch
        {
            handle.Dispose();
            Discard();
            throw;
        }
    }

    private void Discard()
    {
        if (_temporaryPath is null) return;
        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception failure) when (IsOfFiles(failure))
        {
            // The failure that led here is what the caller is told of.
        }

        _temporaryPath = null;
    }

    private static bool IsOfFiles(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentException;

    private ComputeException Refused(string what, Exception? inner = null) =>
        NpyFailure.Output(_name, what, inner);

    private TResult Attempt<TResult>(Func<TResult> action, long bytes)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (IsOfFiles(failure))
        {
            throw Refused(Explain(failure, bytes), failure);
        }
    }

    private string Explain(Exception failure, long bytes)
    {
        string? folder = bytes == 0 || failure is not IOException ? null : Path.GetDirectoryName(_finalPath);
        return (folder is null ? null : TooMuchFor(folder, bytes)) ?? failure.Message;
    }

    /// <summary>
    /// Why the disk of a folder cannot hold so many bytes; null if it can, or is not known.
    /// </summary>
    private static string? TooMuchFor(string folder, long bytes)
    {
        try
        {
            long free = new DriveInfo(folder).AvailableFreeSpace;
            return bytes <= free
                ? null
                : $"it takes {bytes} bytes, and the disk of {folder} has {free} left; free some";
        }
        catch (Exception unknown) when (IsOfFiles(unknown))
        {
            return null;
        }
    }
}
