namespace ActorCompute.Actors.Routing;

/// <summary>Where a chunk stands; its output slices stand with it.</summary>
internal enum ChunkState : byte
{
    /// <summary>To be assigned; its slices are free.</summary>
    Pending,

    /// <summary>At a worker; where that shares memory, the attempt holds the leases of the slices.</summary>
    Assigned,

    /// <summary>Computed elsewhere; the fetch of that attempt holds the leases of the slices.</summary>
    Fetching,

    /// <summary>Its slices are written, and the aggregator has it.</summary>
    Committed,
}

/// <summary>The state of every chunk of a job, five bytes a chunk.</summary>
internal sealed class ChunkTable(long chunks)
{
    private readonly ChunkState[] _states = new ChunkState[chunks];
    private readonly int[] _attempts = new int[chunks];

    /// <summary>Chunks that are not committed.</summary>
    public long Uncommitted { get; private set; } = chunks;

    public ChunkState State(long chunk) => _states[chunk];

    /// <summary>True where the attempt is the chunk's latest and the chunk is in the state.</summary>
    public bool Is(long chunk, ChunkState state, int attempt) =>
        (ulong)chunk < (ulong)_states.Length && _states[chunk] == state && _attempts[chunk] == attempt;

    public void Assign(long chunk, int attempt)
    {
        Move(chunk, ChunkState.Pending, ChunkState.Assigned);
        _attempts[chunk] = attempt;
    }

    public void Fetch(long chunk) => Move(chunk, ChunkState.Assigned, ChunkState.Fetching);

    public void Commit(long chunk)
    {
        ChunkState from = _states[chunk] == ChunkState.Fetching ? ChunkState.Fetching : ChunkState.Assigned;
        Move(chunk, from, ChunkState.Committed);
        Uncommitted--;
    }

    public void Requeue(long chunk)
    {
        ChunkState from = _states[chunk] == ChunkState.Fetching ? ChunkState.Fetching : ChunkState.Assigned;
        Move(chunk, from, ChunkState.Pending);
    }

    private void Move(long chunk, ChunkState from, ChunkState to)
    {
        if (_states[chunk] != from)
        {
            throw new InvalidOperationException($"chunk {chunk} is {_states[chunk]}, not {from}, and cannot become {to}");
        }

        _states[chunk] = to;
    }
}
