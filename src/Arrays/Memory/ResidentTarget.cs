namespace ActorCompute.Arrays.Memory;

/// <summary>A target that lies in memory in C order, at an address that the derived type holds fast.</summary>
public abstract unsafe class ResidentTarget : ElementTarget
{
    private void* _address;

    private protected ResidentTarget(ArrayDescription description, void* address)
    {
        Description = description;
        _address = address;
    }

    /// <inheritdoc/>
    public sealed override ArrayDescription Description { get; }

    /// <inheritdoc/>
    public sealed override void* Address => _address;

    /// <inheritdoc/>
    public sealed override void Write(long start, ReadOnlySpan<byte> elements)
    {
        long offset = ElementRange.ByteOffset(Description, start, elements.Length);
        ObjectDisposedException.ThrowIf(_address == null, this);
        elements.CopyTo(new Span<byte>((byte*)_address + offset, elements.Length));
    }

    /// <inheritdoc/>
    protected sealed override void Dispose(bool disposing)
    {
        if (_address == null) return;
        _address = null;
        LetGo();
    }

    /// <summary>Gives back what holds the memory; called once.</summary>
    private protected abstract void LetGo();
}
