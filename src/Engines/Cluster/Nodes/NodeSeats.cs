using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>
/// The seats of a worker node for functions of programs, each with a thread of its own, so that functions
/// that wait hold up no kernel. They are counted until what they ran has returned. Thread safe.
/// </summary>
/// <param name="functions">What they run; null where the node runs none.</param>
/// <param name="slots">How many kernels the node runs at once.</param>
internal sealed class NodeSeats(INodeFunctions? functions, int slots)
{
    /// <summary>Functions that wait are many to a processor; those that never return are to have an
    /// end.</summary>
    private const int SeatsPerSlot = 16;

    private readonly Lock _lock = new();
    private readonly HashSet<INodeSeat> _seats = [];
    private readonly int _most = SeatsPerSlot * slots;
    private int _taken;
    private bool _isLeaving;
    private bool _isClosed;

    /// <summary>True while a call runs for somebody who is still connected.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock) return _seats.Any(seat => seat.IsBusy);
        }
    }

    /// <summary>Takes a seat, to be opened or given back.</summary>
    /// <returns>Why there is none; or null.</returns>
    public string? TryTake()
    {
        if (functions is null)
        {
            return "this worker node runs no functions of programs: start it with --functions FILE.dll and "
                + "--allow TYPE";
        }

        lock (_lock)
        {
            if (_taken >= _most)
            {
                return $"all {_most} seats for functions on this worker node are taken: "
                    + "make pools of fewer workers, or start more nodes";
            }

            _taken++;
            return null;
        }
    }

    /// <summary>Gives back a seat that was taken, and not opened.</summary>
    public void GiveBack()
    {
        lock (_lock) _taken--;
    }

    /// <summary>Opens a seat that was taken, on a connection.</summary>
    public void Open(FrameStream frames)
    {
        INodeSeat seat = functions!.Open(frames);
        lock (_lock)
        {
            _seats.Add(seat);
            if (_isLeaving) seat.Leave();
            if (_isClosed) seat.Dispose();
        }

        new Thread(() => Run(seat)) { IsBackground = true, Name = "runs functions of a program" }.Start();
    }

    /// <summary>Has all seats finish the call that they are at, and begin no other one.</summary>
    /// <remarks>A seat that is opened meanwhile begins none at all.</remarks>
    public void Leave()
    {
        lock (_lock)
        {
            _isLeaving = true;
            foreach (INodeSeat seat in _seats) seat.Leave();
        }
    }

    /// <summary>Closes all connections; those that are opened from now on as well.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (INodeSeat seat in _seats) seat.Dispose();
        }
    }

    private void Run(INodeSeat seat)
    {
        try
        {
            seat.Run();
        }
        finally
        {
            seat.Dispose();
            lock (_lock)
            {
                _seats.Remove(seat);
                _taken--;
            }
        }
    }
}
