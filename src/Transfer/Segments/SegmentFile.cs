using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// The files behind segments: of memory, in no folder, gone with the last process that has them open or
/// mapped. Their length is sealed, so that no mapping of theirs can ever reach beyond their end. All members
/// are thread safe.
/// </summary>
internal static partial class SegmentFile
{
    // The values of Linux on x86-64 and arm64 (memfd.h, fcntl.h).
    private const uint CloseOnExecuteAndSealable = 0x1 | 0x2;
    private const int AddSeals = 1033;
    private const int GetSeals = 1034;
    private const int LengthSeals = 0x2 | 0x4;
    private const int SealOfSeals = 0x1;
    private const int PathOnly = 0x200000 | CloseOnExecute;
    private const int ReadAndWrite = 0x2 | CloseOnExecute;
    private const int CloseOnExecute = 0x80000;
    private const int FromTheEnd = 2;

    /// <summary>A new file of whole pages, whose memory is not yet taken.</summary>
    /// <exception cref="ComputeException">
    /// The system makes none (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public static SafeFileHandle Create(ulong nonce, long bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new ComputeException(
                ErrorKind.OutOfMemory,
                $"shared memory of {bytes} bytes cannot be had: it needs Linux; forbid shared memory here");
        }

        int descriptor = MakeInMemory(NameOf(nonce), CloseOnExecuteAndSealable);
        if (descriptor < 0) throw NotMade(bytes);
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        const int Seals = LengthSeals | SealOfSeals;
        if (Truncate(file, bytes) == 0 && Control(file, AddSeals, Seals) == 0) return file;
        ComputeException failure = NotMade(bytes);
        file.Dispose();
        throw failure;
    }

    /// <summary>Takes memory for a run of bytes of a file, zeroed where it was not there yet.</summary>
    /// <exception cref="ComputeException">There is none (<see cref="ErrorKind.OutOfMemory"/>).</exception>
    public static void Allocate(SafeFileHandle file, long offset, long bytes)
    {
        if (Allocate(file, 0, offset, bytes) != 0) throw NotMade(bytes);
    }

    /// <summary>Opens another process's file, if it is the one that the reference means.</summary>
    /// <exception cref="ComputeException">
    /// It is not, or cannot be opened (<see cref="ErrorKind.InputChanged"/>).
    /// </exception>
    public static SafeFileHandle Open(SegmentRef segment)
    {
        // Opening has effects on some files (devices, pipes), and the process may close and reuse the number
        // at any moment: take hold of the file first, see what it is, and only then open it.
        using SafeFileHandle held = OpenPath(PathOf(segment), PathOnly);
        if (held.IsInvalid) throw NotOpened(segment, Reason());
        string opened = $"/proc/self/fd/{held.DangerousGetHandle()}";
        if (!IsSegment(opened, segment.Nonce)) throw NotOpened(segment, "its file is another one");
        SafeFileHandle file = OpenPath(opened, ReadAndWrite);
        if (file.IsInvalid)
        {
            string reason = Reason();
            file.Dispose();
            throw NotOpened(segment, reason);
        }

        int seals = Control(file, GetSeals, 0);
        if (seals >= 0 && (seals & LengthSeals) == LengthSeals) return file;
        file.Dispose();
        throw NotOpened(segment, "its length is not sealed");
    }

    /// <summary>True while its maker has the segment open.</summary>
    public static bool Exists(SegmentRef segment) => IsSegment(PathOf(segment), segment.Nonce);

    /// <summary>The length of a file in bytes.</summary>
    public static long LengthOf(SafeFileHandle file) => Seek(file, 0, FromTheEnd);

    private static string NameOf(ulong nonce) => $"actorcompute-{nonce:x16}";

    private static string PathOf(SegmentRef segment) => $"/proc/{segment.Process}/fd/{segment.Descriptor}";

    private static bool IsSegment(string path, ulong nonce) =>
        new FileInfo(path).LinkTarget == $"/memfd:{NameOf(nonce)} (deleted)";

    private static string Reason() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    private static ComputeException NotMade(long bytes) => new(
        ErrorKind.OutOfMemory, $"shared memory of {bytes} bytes cannot be had from the system: {Reason()}");

    private static ComputeException NotOpened(SegmentRef segment, string reason) => new(
        ErrorKind.InputChanged,
        $"the segment {segment.Descriptor} of process {segment.Process} cannot be opened: {reason}");

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeInMemory(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int Truncate(SafeFileHandle file, long bytes);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long bytes);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "lseek")]
    private static partial long Seek(SafeFileHandle file, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenPath(string path, int flags);
}
