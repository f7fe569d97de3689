using ActorCompute.Arrays;

namespace ActorCompute.Client.Coordination;

/// <summary>How long a call may wait: null, or <see cref="Timeout.InfiniteTimeSpan"/>, for ever.</summary>
internal static class TimeLimit
{
    /// <summary>The limit, as null where there is none.</summary>
    /// <exception cref="ComputeException">It is negative.</exception>
    public static TimeSpan? Checked(TimeSpan? limit)
    {
        if (limit is null || limit == Timeout.InfiniteTimeSpan) return null;
        if (limit >= TimeSpan.Zero) return limit;
        throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"a timeout of {limit.Value.TotalSeconds} s is not possible: give 0 or more, or none for ever");
    }

    /// <summary>The limit as tasks take it: a limit of over 24 days counts as none.</summary>
    /// <exception cref="ComputeException">It is negative.</exception>
    public static TimeSpan OfTask(TimeSpan? limit) =>
        Checked(limit) is { TotalMilliseconds: < int.MaxValue } finite ? finite : Timeout.InfiniteTimeSpan;
}
