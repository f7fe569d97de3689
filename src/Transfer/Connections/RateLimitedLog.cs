namespace ActorCompute.Transfer.Connections;

/// <summary>
/// At most one line a second, with the number of lines that were left out before it: strangers who knock a
/// thousand times do not fill the disk. Thread safe.
/// </summary>
/// <param name="write">Takes a line.</param>
/// <param name="clock">The time.</param>
internal sealed class RateLimitedLog(Action<string> write, TimeProvider clock)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _last;
    private long _suppressed;

    /// <summary>Writes the line, or counts it.</summary>
    public void Write(string line)
    {
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            if (_last is { } last && clock.GetElapsedTime(last, now) < s_interval)
            {
                _suppressed++;
                return;
            }

            string before = _suppressed == 0 ? "" : $" (and {_suppressed} more before)";
            _last = now;
            _suppressed = 0;
            write(line + before);
        }
    }
}
