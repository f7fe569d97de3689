namespace ActorCompute.Arrays.Memory;

/// <summary>
/// The memory of disposed arrays, kept for the next ones because the first touch of fresh memory is dear. One
/// pool serves the process. All members are thread safe.
/// </summary>
public static class ComputeArrayPool
{
    /// <summary>
    /// The most the pool keeps, in bytes: a quarter of the memory available to the process.
    /// </summary>
    public static long LimitBytes => NativeRegion.Pool.LimitBytes;

    /// <summary>What the pool keeps now, in bytes.</summary>
    public static long PooledBytes => NativeRegion.Pool.PooledBytes;

    /// <summary>
    /// Gives all that the pool keeps back to the operating system. Arrays in use are not touched.
    /// </summary>
    public static void Trim() => NativeRegion.Pool.Shrink(0);
}
