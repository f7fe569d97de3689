using System.Runtime.InteropServices;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// Another process of this host, by a descriptor that stays with it whatever becomes of its process id.
/// Thread safe.
/// </summary>
public sealed partial class LocalProcess : IDisposable
{
    private const int PidfdOpen = 434;
    private const short PollIn = 1;

    private readonly Lock _lock = new();
    private int _descriptor;

    private LocalProcess(int descriptor) => _descriptor = descriptor;

    /// <summary>Finds a process; null where there is none of that id, or the system has no such
    /// descriptors.</summary>
    public static LocalProcess? Find(int id)
    {
        if (!OperatingSystem.IsLinux() || id <= 0) return null;
        int descriptor = (int)SystemCall(PidfdOpen, id, 0);
        return descriptor < 0 ? null : new LocalProcess(descriptor);
    }

    /// <summary>
    /// True where the process has ended, and so writes nowhere any more. Its connections are closed a moment
    /// before it has ended, so that this may be waited for.
    /// </summary>
    public bool HasEnded(TimeSpan wait)
    {
        lock (_lock)
        {
            if (_descriptor < 0) return false;
            var poll = new Poll { Descriptor = _descriptor, Events = PollIn };
            return PollDescriptors(ref poll, 1, (int)wait.TotalMilliseconds) == 1;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_descriptor >= 0) Close(_descriptor);
            _descriptor = -1;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, int process, uint flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollDescriptors(ref Poll descriptors, ulong count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
