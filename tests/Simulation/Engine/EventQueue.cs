namespace ActorCompute.Simulation.Engine;

/// <summary>
/// Virtual time: events in the order of their moments, and of a drawn number where moments are equal.
/// </summary>
public sealed class EventQueue(ScheduleRandom ties)
{
    private readonly PriorityQueue<Action, Moment> _events = new();

    /// <summary>The moment of the event that is happening, in nanoseconds from the start.</summary>
    public long Now { get; private set; }

    /// <summary>How many events have happened.</summary>
    public long Count { get; private set; }

    /// <summary>Lets something happen later.</summary>
    public void After(long delay, Action action) => At(Now + delay, action);

    /// <summary>Lets something happen at a moment, or now where that has passed.</summary>
    public void At(long moment, Action action) =>
        _events.Enqueue(action, new Moment(Math.Max(moment, Now), ties.Next()));

    /// <summary>Lets the next event happen, unless it lies after <paramref name="limit"/>.</summary>
    public bool Step(long limit)
    {
        if (!_events.TryPeek(out Action? action, out Moment moment) || moment.At > limit) return false;
        _events.Dequeue();
        Now = moment.At;
        Count++;
        action();
        return true;
    }

    private readonly record struct Moment(long At, ulong Tie) : IComparable<Moment>
    {
        public int CompareTo(Moment other)
        {
            int order = At.CompareTo(other.At);
            return order != 0 ? order : Tie.CompareTo(other.Tie);
        }
    }
}
