namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>The threads of a worker node that run kernels, as Linux shows them.</summary>
internal static class KernelThreads
{
    /// <summary>What Linux keeps of the name that the executor gives them.</summary>
    private const string Name = "(ActorCompute ex)";

    private const int TicksPerSecond = 100;

    /// <summary>The time that they have computed; none where the process is gone.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        long ticks = 0;
        try
        {
            foreach (string thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                ticks += Ticks(Path.Combine(thread, "stat"));
            }
        }
        catch (IOException)
        {
            // It has ended.
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    /// <summary>User and system time are the 14th and 15th field: the 12th and 13th after the name.</summary>
    private static long Ticks(string stat)
    {
        string line = File.ReadAllText(stat);
        int end = line.LastIndexOf(')');
        if (!line[..(end + 1)].EndsWith(Name, StringComparison.Ordinal)) return 0;
        string[] fields = line[(end + 2)..].Split(' ');
        return long.Parse(fields[11]) + long.Parse(fields[12]);
    }
}
