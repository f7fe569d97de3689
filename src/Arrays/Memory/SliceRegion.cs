namespace ActorCompute.Arrays.Memory;

/// <summary>
/// A part of another array's memory, on which it holds a reference. A forgotten slice needs no finalizer: it
/// keeps the array's region reachable, and no longer than itself.
/// </summary>
internal sealed unsafe class SliceRegion : MemoryRegion
{
    /// <summary>The memory of an array from an offset in bytes on.</summary>
    /// <exception cref="ObjectDisposedException">The array was disposed.</exception>
    public SliceRegion(ComputeArray whole, long offset)
    {
        Address = (byte*)whole.Address + offset;
        whole.AddReference();
        Whole = whole;
    }

    /// <summary>The array that this is a part of.</summary>
    public ComputeArray Whole { get; }

    /// <inheritdoc/>
    public override bool IsReadOnly => Whole.IsReadOnly;

    /// <inheritdoc/>
    public override void Release() => Whole.Release();
}
