using System.ComponentModel;
using System.Diagnostics;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Processes;

/// <summary>
/// This program, started again in a role. It ends when its standard input does, whose other end is held here:
/// so it also ends when this process is killed. What it prints appears where this process prints. Thread
/// safe.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly StreamWriter _input;
    private int _disposals;

    private ChildProcess(Process process)
    {
        _process = process;
        _input = process.StandardInput;
        Id = process.Id;
        Ended = WaitAsync();
    }

    /// <summary>The system's number for it.</summary>
    public int Id { get; }

    /// <summary>Completes when it has ended.</summary>
    public Task Ended { get; }

    /// <summary>How it ended, in a few words; empty before.</summary>
    public string End { get; private set; } = "";

    /// <summary>Starts it.</summary>
    /// <exception cref="ComputeException">The system does not start it.</exception>
    public static ChildProcess Start(ProgramStart program, ChildRole role)
    {
        var start = new ProcessStartInfo(program.FileName, program.Arguments)
        {
            RedirectStandardInput = true,
        };
        role.Give(start.Environment);
        try
        {
            return new ChildProcess(Process.Start(start)!);
        }
        catch (Win32Exception error)
        {
            throw new ComputeException(
                ErrorKind.InvalidState,
                $"the worker process '{program.FileName}' cannot be started: {error.Message}",
                error);
        }
    }

    /// <summary>Ends it at once, whatever it does.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>
    /// Asks it to end, kills it where it takes longer than a second, and returns when it is gone.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) == 1)
        {
            await _input.DisposeAsync().ConfigureAwait(false);
            await Ended.WaitAsync(s_longestEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Kill();
        }

        await Ended.ConfigureAwait(false);
    }

    private async Task WaitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        int code = _process.ExitCode;
        End = code > 128 ? $"was ended by signal {code - 128}" : $"ended with exit code {code}";
        _process.Dispose();
    }
}
