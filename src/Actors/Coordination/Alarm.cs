namespace ActorCompute.Actors.Coordination;

/// <summary>
/// Wakes an actor at the earliest of its deadlines. What is scheduled cannot be taken back, so a message for
/// each request would pile up behind long timeouts; this schedules one only when none comes early enough.
/// </summary>
internal sealed class Alarm
{
    // Each is earlier than those below it, so the next to ring is on top.
    private readonly Stack<long> _scheduled = new();

    /// <summary>Sees to it that <see cref="Rang"/> comes at that time, or before.</summary>
    public void Set(IActorContext context, long deadline)
    {
        if (deadline == long.MaxValue || (_scheduled.TryPeek(out long next) && next <= deadline)) return;
        _scheduled.Push(deadline);
        context.Schedule(Clock.Duration(deadline - context.Now), Rang.Instance);
    }

    /// <summary>To be called when <see cref="Rang"/> has come, before the alarm is set again.</summary>
    public void OnRang() => _scheduled.Pop();

    /// <summary>It is time to look at the deadlines.</summary>
    public sealed record Rang
    {
        public static Rang Instance { get; } = new();

        private Rang()
        {
        }
    }
}
