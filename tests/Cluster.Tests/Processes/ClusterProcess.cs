using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>
/// A seed node, worker node or client in a process of its own. Disposing kills it. Thread safe.
/// </summary>
internal sealed partial class ClusterProcess : IAsyncDisposable
{
    private const string ListeningOn = "listening on ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<string> _address =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ClusterProcess(string title, ProcessStartInfo start)
    {
        Title = title;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it is, for the message of a failure.</summary>
    public string Title { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>The time that its threads for kernels have computed.</summary>
    public TimeSpan ProcessorTime => KernelThreads.ProcessorTime(Id);

    /// <summary>What of its memory lies in the machine's, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a program of .NET.</summary>
    /// <param name="title">What it is, for the message of a failure.</param>
    /// <param name="place">Where it runs.</param>
    /// <param name="program">The path of its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ClusterProcess Start(
        string title, Place place, string program, IEnumerable<string> arguments)
    {
        string[] words = [.. place.Prefix, "dotnet", "exec", program, .. arguments];
        return new ClusterProcess(title, new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        });
    }

    /// <summary>The address of its line <c>listening on HOST:PORT</c>.</summary>
    /// <exception cref="TimeoutException">It has not come.</exception>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task<string> ListeningAddress()
    {
        Task ended = _process.WaitForExitAsync();
        Task first = await Task.WhenAny(_address.Task, ended, Task.Delay(Eventually.Deadline));
        if (first == _address.Task) return await _address.Task;
        if (first == ended) throw new InvalidOperationException($"it did not listen: {Said()}");
        throw new TimeoutException($"it does not listen after {Eventually.Deadline}: {this}");
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It has not ended.</exception>
    public async Task<Outcome> End(TimeSpan? deadline = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(deadline ?? Eventually.Deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"it has not ended after {deadline ?? Eventually.Deadline}: {this}");
        }

        return Said();
    }

    /// <summary>Waits until it has computed for a time since now.</summary>
    public async Task Computes(TimeSpan time)
    {
        TimeSpan before = ProcessorTime;
        await Eventually.Holds(
            () => HasEnded || ProcessorTime - before > time, $"{Title} computes for {time}; {this}");
        HasEnded.ShouldBeFalse(ToString());
    }

    /// <summary>Sends it a signal, and does not wait for what it does.</summary>
    public void Send(Signal signal) => Kill(Id, (int)signal).ShouldBe(0, $"{signal} to {Title}");

    /// <summary>Ends it as <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task Kill()
    {
        if (HasEnded) return;
        Send(Signal.Kill);
        await End();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }

    /// <summary>What it has said so far.</summary>
    public override string ToString()
    {
        lock (_output) return $"{Title} (process {Id})\n{_output}{_error}";
    }

    private Outcome Said()
    {
        lock (_output) return new Outcome(Title, _process.ExitCode, _output.ToString(), _error.ToString());
    }

    private void OnOutput(string? line)
    {
        Keep(_output, line);
        if (line?.StartsWith(ListeningOn, StringComparison.Ordinal) ?? false)
        {
            _address.TrySetResult(line[ListeningOn.Length..].Split(' ')[0]);
        }
    }

    private void Keep(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (_output) text.Append(line).Append('\n');
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
