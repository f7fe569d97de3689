namespace ActorCompute.Engines.InProcess.Data;

/// <summary>What the jobs of a node occupy, within a limit. Thread safe.</summary>
/// <param name="limit">The most bytes.</param>
internal sealed class MemoryLedger(long limit)
{
    private long _inUse;

    /// <summary>The most bytes.</summary>
    public long Limit => limit;

    /// <summary>Bytes that are occupied.</summary>
    public long InUse => Interlocked.Read(ref _inUse);

    /// <summary>Enters bytes; false, with nothing entered, where that would be over the limit.</summary>
    public bool TryEnter(long bytes)
    {
        if (Interlocked.Add(ref _inUse, bytes) <= limit) return true;
        Leave(bytes);
        return false;
    }

    /// <summary>The bytes are free again.</summary>
    public void Leave(long bytes) => Interlocked.Add(ref _inUse, -bytes);
}
