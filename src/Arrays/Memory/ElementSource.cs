namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Where a job's input comes from: memory, a file, a generator. Elements are read by their global index, as
/// little-endian elements in C order, from several threads at once. Disposing gives back what the source
/// holds (a pin, a file handle, a reference to an array); the source must not be read afterwards.
/// </summary>
public abstract unsafe class ElementSource : IDisposable
{
    /// <summary>The dtype and shape that readers see, after any widening.</summary>
    public abstract ArrayDescription Description { get; }

    /// <summary>
    /// The address of element 0 where all elements lie in memory in C order, null otherwise. Valid until the
    /// source is disposed.
    /// </summary>
    public virtual void* Address => null;

    /// <summary>
    /// Copies the elements from index <paramref name="start"/> into <paramref name="destination"/>, whose
    /// length in bytes is a whole number of elements.
    /// </summary>
    /// <exception cref="ComputeException">
    /// The source cannot give them any more: a file changed or failed.
    /// </exception>
    public abstract void Read(long start, Span<byte> destination);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the source holds; called once or more.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
