namespace ActorCompute.Client;

/// <summary>How the worker processes of a program are started.</summary>
public sealed record ProcessOptions
{
    /// <summary>How many kernels each process runs at once, from 1 to 1,024; 1 unless set.</summary>
    public int SlotsPerProcess { get; init; } = 1;

    /// <summary>How long the processes may take to be there; 30 seconds unless set.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A process of a pool that gives no sign of life for so long, while it runs items, is ended, and its
    /// items are run again: it was stopped, or hangs as a whole. Signs come from a thread of their own,
    /// however long an item takes. 3 seconds unless set; from 1 second, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> to stop processes in a debugger.
    /// </summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Takes a line when a process ends and is started again, or cannot be used. Called on threads of the
    /// library; must not wait.
    /// </summary>
    public Action<string> Log { get; init; } = static _ => { };
}
