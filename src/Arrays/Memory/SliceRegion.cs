namespace ActorCompute.Arrays.Memory;

/// <summary>
/// A part of another array's memory, on which it holds a reference. A forgotten slice needs no finalizer: it
/// keeps the array's region reachable, and no longer than itself.
/// </summary>
internal sealed unsafe class SliceRegion : MemoryRegion
{
    private readonly ComputeArray _whole;

    /// <summary>The memory of an array from an offset in bytes on.</summary>
    /// <exception cref="ObjectDisposedException">The array was disposed.</exception>
    public SliceRegion(ComputeArray whole, long offset)
    {
        Address = (byte*)whole.Address + offset;
        whole.AddReference();
        _whole = whole;
    }

    /// <inheritdoc/>
    public override bool IsReadOnly => _whole.IsReadOnly;

    /// <inheritdoc/>
    public override void Release() => _whole.Release();
}
