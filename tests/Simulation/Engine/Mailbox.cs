namespace ActorCompute.Simulation.Engine;

/// <summary>What waits for one actor while its node is paused, in order.</summary>
public sealed class Mailbox(SimulatedNode node, EventQueue events, ScheduleRandom random)
{
    private readonly Queue<Action> _waiting = new();

    /// <summary>
    /// Runs the action now; later if the node is paused or other actions wait; never if the node is dead.
    /// </summary>
    public void Post(Action action)
    {
        if (!node.IsAlive) return;
        if (node.IsPaused || _waiting.Count > 0) _waiting.Enqueue(action);
        else action();
    }

    /// <summary>Goes on after a pause: the actors of a node wake in an order that chance decides.</summary>
    public void Resume()
    {
        if (_waiting.Count > 0)
        {
            events.After(random.Magnitude(Duration.Microsecond, 20 * Duration.Millisecond), Drain);
        }
    }

    private void Drain()
    {
        if (!node.IsAlive || node.IsPaused || !_waiting.TryPeek(out Action? action)) return;
        action();
        _waiting.Dequeue();
        if (_waiting.Count > 0) events.After(random.Below(100 * Duration.Microsecond), Drain);
    }
}
