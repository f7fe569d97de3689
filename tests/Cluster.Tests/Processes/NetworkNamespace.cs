using System.Diagnostics;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>
/// Another host, as far as the network goes: a network namespace of Linux, joined to this one by a pair of
/// virtual cards, whose cable can be cut. Disposing removes it.
/// </summary>
internal sealed class NetworkNamespace : IDisposable
{
    private static int _last;

    private readonly string _name;

    private NetworkNamespace(string name, int subnet)
    {
        _name = name;
        Here = new Place($"10.213.{subnet}.1", []);
        There = new Place($"10.213.{subnet}.2", ["ip", "netns", "exec", name]);
    }

    /// <summary>Why there can be none here, or null.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>This side.</summary>
    public Place Here { get; }

    /// <summary>The other side.</summary>
    public Place There { get; }

    public static NetworkNamespace Create()
    {
        int number = Interlocked.Increment(ref _last);
        int subnet = Environment.ProcessId % 120 * 2 + number % 2;
        var made = new NetworkNamespace($"actorcompute-{Environment.ProcessId}-{number}", subnet);
        try
        {
            made.Connect($"ac{Environment.ProcessId}n{number}");
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>From now on nothing comes through, in either direction, and nobody is told.</summary>
    public void Cut() => RunThere("ip", "link", "set", "peer", "down");

    /// <summary>Everything comes through again.</summary>
    public void Mend() => RunThere("ip", "link", "set", "peer", "up");

    public void Dispose() => TryRun(["ip", "netns", "delete", _name]);

    private void Connect(string card)
    {
        Run(["ip", "netns", "add", _name]);
        Run(["ip", "link", "add", card, "type", "veth", "peer", "name", "peer", "netns", _name]);
        Run(["ip", "address", "add", $"{Here.Host}/30", "dev", card]);
        Run(["ip", "link", "set", card, "up"]);
        RunThere("ip", "address", "add", $"{There.Host}/30", "dev", "peer");
        RunThere("ip", "link", "set", "lo", "up");
        RunThere("ip", "link", "set", "peer", "up");
    }

    private void RunThere(params string[] words) => Run([.. There.Prefix, .. words]);

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux()) return "network namespaces are of Linux";
        if (!Environment.IsPrivilegedProcess) return "making a network namespace takes root";
        try
        {
            Create().Dispose();
            return null;
        }
        catch (Exception error)
        {
            return $"no network namespace can be made here: {error.Message}";
        }
    }

    private static void Run(string[] words)
    {
        string error = TryRun(words);
        if (error.Length > 0) throw new InvalidOperationException($"{string.Join(' ', words)}: {error}");
    }

    private static string TryRun(string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"exit code {process.ExitCode} {error}";
    }
}
