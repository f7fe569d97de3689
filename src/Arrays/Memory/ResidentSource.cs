namespace ActorCompute.Arrays.Memory;

/// <summary>
/// A source whose elements lie in memory in C order, at an address that the derived type holds fast.
/// </summary>
public abstract unsafe class ResidentSource : ElementSource
{
    private nint _address;

    private protected ResidentSource(ArrayDescription description, void* address)
    {
        Description = description;
        _address = (nint)address;
    }

    /// <inheritdoc/>
    public sealed override ArrayDescription Description { get; }

    /// <inheritdoc/>
    public sealed override void* Address => (void*)_address;

    /// <inheritdoc/>
    public sealed override void Read(long start, Span<byte> destination)
    {
        long offset = ElementRange.ByteOffset(Description, start, destination.Length);
        ObjectDisposedException.ThrowIf(_address == 0, this);
        new ReadOnlySpan<byte>((byte*)_address + offset, destination.Length).CopyTo(destination);
    }

    /// <inheritdoc/>
    protected sealed override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _address, 0) != 0) LetGo();
    }

    /// <summary>Gives back what holds the memory; called once.</summary>
    private protected abstract void LetGo();
}
