using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Anonymous memory of the Linux kernel, aligned to huge pages and advised to use them: first touch of 80 MB
/// takes about 5 ms in huge pages, and 20 to 120 ms in pages of 4 KiB.
/// </summary>
internal static unsafe partial class SystemMemory
{
    /// <summary>The size of a huge page in bytes, on x86-64 and on arm64 with 4 KiB pages.</summary>
    public const long HugePageBytes = 2 << 20;

    // The values of Linux on x86-64 and arm64 (mman.h).
    private const int ReadAndWrite = 1 | 2;
    private const int PrivateAnonymous = 0x02 | 0x20;
    private const int AdviseHugePages = 14;

    /// <summary>True on Linux; elsewhere the C heap serves every size.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux();

    /// <summary>
    /// Maps zeroed memory at a multiple of <see cref="HugePageBytes"/>; null if there is none.
    /// </summary>
    public static void* TryMap(long bytes)
    {
        // The kernel aligns to its page only: ask for a huge page more, and give back what lies around.
        nuint asked = (nuint)(bytes + HugePageBytes);
        byte* mapped = (byte*)Map(null, asked, ReadAndWrite, PrivateAnonymous, -1, 0);
        if (mapped == (byte*)-1) return null;
        long before = (HugePageBytes - (long)mapped % HugePageBytes) % HugePageBytes;
        long after = HugePageBytes - before;
        byte* aligned = mapped + before;
        if (before > 0) Unmap(mapped, before);
        if (after > 0) Unmap(aligned + bytes, after);

        // A kernel without huge pages refuses, which is fine.
        _ = Advise(aligned, (nuint)bytes, AdviseHugePages);
        return aligned;
    }

    /// <summary>Gives back what <see cref="TryMap"/> gave.</summary>
    public static void Unmap(void* address, long bytes) => _ = Unmap(address, (nuint)bytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(
        void* address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint bytes);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint bytes, int advice);
}
