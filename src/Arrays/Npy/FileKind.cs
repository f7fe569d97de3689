using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Npy;

/// <summary>What a path leads to, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    Missing,

    /// <summary>A file on a disk.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>
    /// A device, pipe or socket: opening it may wait for ever, and replacing it would break the system.
    /// </summary>
    Special,
}

/// <summary>Finds the kind of a path without opening it, which .NET has no means for.</summary>
internal static unsafe partial class FileKinds
{
    // statx(2) has one layout on all architectures: the 16 bits of st_mode lie at byte 28 of 256.
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int TypeDirectory = 0x4000;
    private const int TypeRegular = 0x8000;
    private const int CurrentFolder = -100;
    private const uint AskForType = 1;

    /// <summary>The kind of what lies at <paramref name="path"/>.</summary>
    public static FileKind Of(string path)
    {
        if (Directory.Exists(path)) return FileKind.Directory;
        if (!File.Exists(path)) return FileKind.Missing;
        if (!OperatingSystem.IsLinux()) return FileKind.Regular;

        byte* status = stackalloc byte[StatusBytes];
        if (Status(CurrentFolder, path, 0, AskForType, status) != 0) return FileKind.Missing;
        int mode = BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(status + ModeOffset, 2));
        return (mode & TypeMask) switch
        {
            TypeRegular => FileKind.Regular,
            TypeDirectory => FileKind.Directory,
            _ => FileKind.Special,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, byte* status);
}
