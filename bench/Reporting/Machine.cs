using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Bench.Reporting;

/// <summary>Where and when something was measured.</summary>
internal sealed record Machine(
    string Processor, int Cores, bool HasAvx512, string Runtime, string System, string Date, string Load, string Peer)
{
    /// <summary>This machine, now.</summary>
    /// <param name="peer">What NumPy says of itself.</param>
    public static Machine Here(string peer) => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Avx512F.IsSupported,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        FirstLine("/proc/loadavg", _ => true) ?? "unknown",
        peer);

    private static string ProcessorName() =>
        FirstLine("/proc/cpuinfo", line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? FirstLine(string path, Func<string, bool> isIt) =>
        File.Exists(path) ? File.ReadLines(path).FirstOrDefault(isIt) : null;
}
