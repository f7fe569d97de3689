namespace ActorCompute.Arrays.Memory;

/// <summary>
/// The memory under one array: pooled (of this process alone, or shared with others), a mapped file, or a
/// part of another array's. Given back once, by the array's last reference; a region that nobody reaches any
/// more is given back by its own finalizer, so that arrays need none.
/// </summary>
internal abstract unsafe class MemoryRegion
{
    /// <summary>The address of the first byte.</summary>
    public void* Address { get; protected set; }

    /// <summary>True if writing to the memory would end the process.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Gives the memory back; nothing may use the address afterwards.</summary>
    public abstract void Release();
}
