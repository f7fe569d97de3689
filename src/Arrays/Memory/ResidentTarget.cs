namespace ActorCompute.Arrays.Memory;

/// <summary>
/// A target that lies in memory in C order, at an address that the derived type holds fast.
/// </summary>
public abstract unsafe class ResidentTarget : ElementTarget
{
    private nint _address;

    private protected ResidentTarget(ArrayDescription description, void* address)
    {
        Description = description;
        _address = (nint)address;
    }

    /// <inheritdoc/>
    public sealed override ArrayDescription Description { get; }

    /// <inheritdoc/>
    public sealed override void* Address => (void*)_address;

    /// <inheritdoc/>
    public sealed override void Write(long start, ReadOnlySpan<byte> elements)
    {
        long offset = ElementRange.ByteOffset(Description, start, elements.Length);
        ObjectDisposedException.ThrowIf(_address == 0, this);
        elements.CopyTo(new Span<byte>((byte*)_address + offset, elements.Length));
    }

    /// <inheritdoc/>
    protected sealed override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _address, 0) != 0) LetGo();
    }

    /// <summary>Gives back what holds the memory; called once.</summary>
    private protected abstract void LetGo();
}
