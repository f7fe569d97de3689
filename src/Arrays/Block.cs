namespace ActorCompute.Arrays;

/// <summary>
/// The block: 4,096 elements aligned to the global index, the unit of reduction. It is fixed for ever,
/// because the bits of every floating-point sum depend on it.
/// </summary>
public static class Block
{
    /// <summary>Elements in a block.</summary>
    public const int Size = 4096;

    /// <summary>How many blocks hold <paramref name="count"/> elements; the last one may be short.</summary>
    public static long CountFor(long count) => count / Size + (count % Size == 0 ? 0 : 1);

    /// <summary>A count of elements rounded up to whole blocks, at least one.</summary>
    /// <exception cref="OverflowException">The rounded count does not fit in 63 bits.</exception>
    public static long RoundUp(long count) => checked(Math.Max(1, CountFor(count)) * Size);
}
