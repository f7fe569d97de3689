using System.Diagnostics;
using System.Globalization;
using ActorCompute.Messages;

namespace ActorCompute.Transfer.Tests.Segments;

/// <summary>A second process, which answers to lines: see <see cref="Program"/>.</summary>
internal sealed class OtherProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process = Process.Start(
        new ProcessStartInfo("dotnet", ["exec", typeof(OtherProcess).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    public int Id => _process.Id;

    public static string Format(SegmentRef segment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{segment.Process} {segment.Descriptor} {segment.Nonce} {segment.Offset} {segment.Bytes}");

    public static SegmentRef Parse(string[] words)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return new SegmentRef(
            int.Parse(words[0], culture),
            int.Parse(words[1], culture),
            ulong.Parse(words[2], culture),
            long.Parse(words[3], culture),
            long.Parse(words[4], culture));
    }

    public async Task<string> Ask(string command, SegmentRef segment) =>
        await Ask($"{command} {Format(segment)}");

    public async Task<string> Ask(string line)
    {
        await _process.StandardInput.WriteLineAsync(line).WaitAsync(s_patience);
        await _process.StandardInput.FlushAsync().WaitAsync(s_patience);
        return (await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience)).ShouldNotBeNull();
    }

    public async Task<SegmentRef> Make(long bytes) => Parse((await Ask($"make {bytes}")).Split(' '));

    /// <summary>Ends it as the kernel does when memory is short: SIGKILL, with no last words.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(s_patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
