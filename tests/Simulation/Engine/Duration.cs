namespace ActorCompute.Simulation.Engine;

/// <summary>Spans of virtual time, in nanoseconds.</summary>
public static class Duration
{
    public const long Microsecond = 1_000;
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;

    /// <summary>A span in nanoseconds.</summary>
    public static long Of(TimeSpan span) => span.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Nanoseconds as a span.</summary>
    public static TimeSpan Span(long nanoseconds) => new(nanoseconds / TimeSpan.NanosecondsPerTick);
}
