namespace ActorCompute.Client.Tests.Processes;

/// <summary>What other processes bring about.</summary>
internal static class Eventually
{
    /// <summary>Waits for a condition, and fails where it does not come in time.</summary>
    public static async Task True(Func<bool> condition, TimeSpan atMost)
    {
        using var deadline = new CancellationTokenSource(atMost);
        while (!condition() && !deadline.IsCancellationRequested) await Task.Delay(10);
        condition().ShouldBeTrue($"not so within {atMost.TotalSeconds} s");
    }

    /// <summary>
    /// True for a process that is there, and not merely waiting for its parent to notice its end.
    /// </summary>
    public static bool IsAlive(int process)
    {
        try
        {
            string status = File.ReadAllText($"/proc/{process}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
