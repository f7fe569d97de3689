namespace ActorCompute.Transfer.Data;

/// <summary>This machine, in the run that it is in.</summary>
public static class ThisHost
{
    private static readonly Lazy<string> s_run = new(Find);

    /// <summary>
    /// The same for all processes of one kernel, in containers too, and for no others; empty where that is
    /// not known.
    /// </summary>
    public static string Run => s_run.Value;

    private static string Find()
    {
        try
        {
            if (!OperatingSystem.IsLinux()) return "";
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
