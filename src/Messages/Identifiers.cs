namespace ActorCompute.Messages;

/// <summary>
/// A process of the system. A process that starts again under the same id has a higher incarnation.
/// </summary>
/// <param name="Id">Random, made once for a process.</param>
/// <param name="Incarnation">Counts the lives of the id, from 1; 0 is no node.</param>
public readonly record struct NodeId(ulong Id, uint Incarnation)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id:x16}.{Incarnation}";
}

/// <summary>
/// Where messages to an actor or to a service of the engine go. A value, so that it travels.
/// </summary>
/// <param name="Node">The node that hosts it.</param>
/// <param name="Number">
/// Its number on that node, from 1; 0 is nobody, and a message to nobody is dropped.
/// </param>
public readonly record struct ActorRef(NodeId Node, int Number)
{
    /// <summary>No actor: messages to it are dropped.</summary>
    public static ActorRef Nobody => default;

    /// <inheritdoc/>
    public override string ToString() => $"{Node}/{Number}";
}

/// <summary>A job: one expression over arrays, or one function over items.</summary>
/// <param name="Client">The id of the node that submitted it.</param>
/// <param name="Number">Counts the jobs of that client, from 1.</param>
public readonly record struct JobId(ulong Client, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"job {Number}";
}

/// <summary>One try at one chunk.</summary>
/// <param name="Job">The job.</param>
/// <param name="Chunk">The chunk's place in the job's grid, from 0.</param>
/// <param name="Number">
/// Grows with every assignment of the job, so that no two tries at a chunk share it; from 1.
/// </param>
public readonly record struct AttemptId(JobId Job, long Chunk, int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Job} chunk {Chunk} attempt {Number}";
}

/// <summary>An array that an engine's table knows.</summary>
/// <param name="Node">
/// The node whose table it is; with its incarnation, since a table ends with its process.
/// </param>
/// <param name="Number">Its number in that table, from 1.</param>
public readonly record struct ArrayId(NodeId Node, long Number);

/// <summary>A run of elements of an array. Payload in a message is always this, never memory.</summary>
/// <param name="Array">The array.</param>
/// <param name="Start">The index of the first element.</param>
/// <param name="Count">How many elements.</param>
public readonly record struct SliceRef(ArrayId Array, long Start, long Count);
