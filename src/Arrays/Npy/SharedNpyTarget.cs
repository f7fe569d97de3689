using ActorCompute.Arrays.Memory;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// Writes elements into a .npy file that another process makes (<see cref="NpyTarget.Share"/>) and will
/// finish. Never makes, lengthens or shortens a file. Thread safe.
/// </summary>
public sealed class SharedNpyTarget : ElementTarget
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly int _dataOffset;
    private readonly bool _isOfOtherHost;

    /// <summary>Opens the file, if it is the one that is meant; nothing is written to any other.</summary>
    /// <param name="path">Its path here.</param>
    /// <param name="description">The dtype and shape of the elements.</param>
    /// <param name="token">What <see cref="NpyTarget.Share"/> gave.</param>
    /// <param name="isOfOtherHost">
    /// True where the process that makes it is on another machine: <see cref="Flush"/> then brings to the
    /// disk what was written here.
    /// </param>
    /// <exception cref="ComputeException">
    /// There is no such file, or it is another one, or it may not be written to
    /// (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public SharedNpyTarget(string path, ArrayDescription description, UInt128 token, bool isOfOtherHost)
    {
        Description = description;
        _path = path;
        _isOfOtherHost = isOfOtherHost;
        _dataOffset = NpyHeader.Format(description).Length;
        if (FileKinds.Of(path) != FileKind.Regular) throw NpyFailure.Output(path, "there is no such file");
        try
        {
            // Read at random, so that no page of elements comes along with the mark.
            _handle = File.OpenHandle(
                path,
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete,
                FileOptions.RandomAccess);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NpyFailure.Output(path, failure.Message, failure);
        }

        // The file may have its name, and be the user's to do with what he likes, before this is disposed.
        FileLocks.Release(_handle);
        if (IsMarked(token)) return;
        _handle.Dispose();
        throw NpyFailure.Output(path, "it is not the one that the client made");
    }

    /// <inheritdoc/>
    public override ArrayDescription Description { get; }

    /// <inheritdoc/>
    public override void Write(long start, ReadOnlySpan<byte> elements)
    {
        long offset = _dataOffset + ElementRange.ByteOffset(Description, start, elements.Length);
        try
        {
            RandomAccess.Write(_handle, elements, offset);
        }
        catch (IOException failure)
        {
            throw NpyFailure.Output(_path, $"{failure.Message} (byte {offset})", failure);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (!_isOfOtherHost) return;
        try
        {
            RandomAccess.FlushToDisk(_handle);
        }
        catch (IOException failure)
        {
            throw NpyFailure.Output(_path, failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _handle.Dispose();

    private bool IsMarked(UInt128 token)
    {
        try
        {
            long offset = UnfinishedMark.Offset(_dataOffset + Description.Bytes);
            if (RandomAccess.GetLength(_handle) != offset + UnfinishedMark.Bytes) return false;
            byte[] mark = new byte[UnfinishedMark.Bytes];
            return RandomAccess.Read(_handle, mark, offset) == mark.Length
                && mark.AsSpan().SequenceEqual(UnfinishedMark.Of(token));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
