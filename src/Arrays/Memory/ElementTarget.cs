namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Where a job's result goes: memory or a file. Disjoint runs of elements are written in any order from
/// several threads at once. Disposing without <see cref="Complete"/> leaves nothing behind under the final
/// name.
/// </summary>
public abstract unsafe class ElementTarget : IDisposable
{
    /// <summary>The dtype and shape of the result.</summary>
    public abstract ArrayDescription Description { get; }

    /// <summary>
    /// The address of element 0 where the result lies in memory in C order, null otherwise. Valid until the
    /// target is disposed.
    /// </summary>
    public virtual void* Address => null;

    /// <summary>
    /// Stores elements from index <paramref name="start"/> on; the length in bytes is a whole number of
    /// elements.
    /// </summary>
    /// <exception cref="ComputeException">
    /// They cannot be stored (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public abstract void Write(long start, ReadOnlySpan<byte> elements);

    /// <summary>
    /// What was written is to outlive this machine, where nobody else can see to that: a file of another
    /// machine, which another process completes.
    /// </summary>
    /// <exception cref="ComputeException">
    /// It cannot be stored (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public virtual void Flush()
    {
    }

    /// <summary>Makes the result visible under its final name, once every element has been written.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be made visible (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public virtual void Complete()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the target holds; called once or more.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
