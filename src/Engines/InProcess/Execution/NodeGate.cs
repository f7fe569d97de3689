namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>
/// Lets runs begin, unless a slot has reserved the node for itself, or waits for the runs of others to end to
/// do so: then the runs of other slots are held back. Slots that ask at once have the node one after the
/// other. Thread safe.
/// </summary>
internal sealed class NodeGate
{
    private readonly Lock _lock = new();
    private readonly List<(Slot Slot, Action Granted)> _asking = [];
    private readonly List<PendingRun> _heldBack = [];
    private Slot? _holder;
    private int _running;

    /// <summary>
    /// True where the run may begin, which its end has to be told of by <see cref="End"/>; else it is held
    /// back until a reservation ends.
    /// </summary>
    public bool TryBegin(PendingRun run)
    {
        lock (_lock)
        {
            if (_holder is null ? _asking.Count == 0 : _holder == run.Slot)
            {
                _running++;
                return true;
            }

            _heldBack.Add(run);
            return false;
        }
    }

    /// <summary>A run that began has ended.</summary>
    public void End()
    {
        Action? granted;
        lock (_lock)
        {
            _running--;
            granted = Grant();
        }

        granted?.Invoke();
    }

    /// <summary>
    /// Keeps the node free for a slot, of which nothing runs. Does <paramref name="granted"/> as soon as
    /// nothing runs on the node, on the thread that comes to know.
    /// </summary>
    public void Reserve(Slot slot, Action granted)
    {
        Action? now;
        lock (_lock)
        {
            if (slot.IsClosed) return;
            _asking.Add((slot, granted));
            now = Grant();
        }

        now?.Invoke();
    }

    /// <summary>
    /// Ends the reservation of a slot, or its wait for one; gives the runs that may begin now, or are
    /// held back anew.
    /// </summary>
    public IReadOnlyList<PendingRun> Free(Slot slot)
    {
        Action? granted;
        PendingRun[] freed;
        lock (_lock)
        {
            _asking.RemoveAll(one => one.Slot == slot);
            if (_holder == slot) _holder = null;
            granted = Grant();
            freed = [.. _heldBack];
            _heldBack.Clear();
        }

        granted?.Invoke();
        return freed;
    }

    /// <summary>The same for a slot that ends: what it still asks for comes too late.</summary>
    public IReadOnlyList<PendingRun> Close(Slot slot)
    {
        lock (_lock) slot.IsClosed = true;
        return Free(slot);
    }

    /// <summary>
    /// The node goes to the slot that has asked first, if it is free; gives what is to be done then.
    /// </summary>
    private Action? Grant()
    {
        if (_holder is not null || _running > 0 || _asking.Count == 0) return null;
        (_holder, Action granted) = _asking[0];
        _asking.RemoveAt(0);
        return granted;
    }
}
