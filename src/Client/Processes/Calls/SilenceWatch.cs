namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// How long a process has been silent, counted by how often it was listened to in vain: where this process
/// was stopped itself, or slept, the other one is not to blame. Of one thread.
/// </summary>
/// <param name="interval">How long one look listens.</param>
/// <param name="limit">The silence that is too long; or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
internal sealed class SilenceWatch(TimeSpan interval, TimeSpan limit)
{
    private long _looks;

    /// <summary>True once the silence is too long.</summary>
    public bool IsTooLong => limit != Timeout.InfiniteTimeSpan && _looks * interval >= limit;

    /// <summary>It was listened to for an interval, in vain.</summary>
    public void NoteSilence() => _looks++;

    /// <summary>Something came.</summary>
    public void NoteSign() => _looks = 0;
}
