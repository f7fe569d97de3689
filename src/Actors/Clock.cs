namespace ActorCompute.Actors;

/// <summary>Durations in the nanoseconds of <see cref="IActorContext.Now"/>.</summary>
internal static class Clock
{
    /// <summary>A duration in nanoseconds; one of over a century counts as a century.</summary>
    public static long Nanoseconds(TimeSpan duration)
    {
        const long century = 100L * 365 * 24 * 3600 * 1_000_000_000;
        return duration.Ticks > century / 100 ? century : duration.Ticks * 100;
    }

    /// <summary>From nanoseconds.</summary>
    public static TimeSpan Duration(long nanoseconds) => TimeSpan.FromTicks(Math.Max(0, nanoseconds) / 100);
}
