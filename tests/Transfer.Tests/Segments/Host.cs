using ActorCompute.Messages;

namespace ActorCompute.Transfer.Tests.Segments;

/// <summary>
/// What the host knows about segments. Tests that ask run alone: while a process is started, it has for a
/// moment what its parent has.
/// </summary>
[CollectionDefinition(nameof(Host), DisableParallelization = true)]
public static class Host
{
    /// <summary>The processes that have a segment open or mapped.</summary>
    public static int[] ProcessesWith(SegmentRef segment)
    {
        string name = $"actorcompute-{segment.Nonce:x16}";
        return [.. Processes().Where(process => HasOpen(process, name) || HasMapped(process, name)).Order()];
    }

    /// <summary>Whatever of this library has a name in the file system of shared memory.</summary>
    public static string[] NamedSharedMemory() => Directory.Exists("/dev/shm")
        ? [.. Directory.EnumerateFileSystemEntries("/dev/shm").Where(IsOurs)]
        : [];

    private static bool IsOurs(string name) =>
        name.Contains("actorcompute", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out int process) ? process : 0)
        .Where(process => process > 0);

    private static bool HasOpen(int process, string name) => Look(
        () => Directory.EnumerateFiles($"/proc/{process}/fd")
            .Any(file => new FileInfo(file).LinkTarget?.Contains(name) == true));

    private static bool HasMapped(int process, string name) =>
        Look(() => File.ReadLines($"/proc/{process}/maps").Any(line => line.Contains(name)));

    // Processes end, and close files, while they are looked at.
    private static bool Look(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
