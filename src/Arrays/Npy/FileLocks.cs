using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Arrays.Npy;

/// <summary>The advisory lock that .NET takes with every file that it opens.</summary>
internal static partial class FileLocks
{
    private const int Unlock = 8;

    /// <summary>Gives the lock back, so that nobody is kept from the file while it stays open here.</summary>
    public static void Release(SafeFileHandle file)
    {
        if (!OperatingSystem.IsWindows()) _ = Lock(file, Unlock);
    }

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Lock(SafeFileHandle file, int operation);
}
