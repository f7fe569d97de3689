namespace ActorCompute.Kernels.Evaluation;

/// <summary>A slot whose pointer follows the elements: an array in memory, or a buffer of one block.</summary>
/// <param name="slot">The slot.</param>
/// <param name="origin">The address of element 0, or of the buffer.</param>
/// <param name="itemSize">The size of an element, in bytes.</param>
/// <param name="isWhole">True for an array in memory, false for a buffer that is used for every block.</param>
internal readonly unsafe struct MovingSlot(int slot, byte* origin, int itemSize, bool isWhole)
{
    /// <summary>The size of this structure.</summary>
    public static int Bytes => sizeof(MovingSlot);

    /// <summary>The slot.</summary>
    public int Slot { get; } = slot;

    /// <summary>True for an array in memory, false for a buffer of one block.</summary>
    public bool IsWhole { get; } = isWhole;

    /// <summary>The size of an element, in bytes.</summary>
    public int ItemSize { get; } = itemSize;

    /// <summary>The address of an element of the current block.</summary>
    /// <param name="blockStart">The global index of the block's first element.</param>
    /// <param name="offset">The element's place in the block.</param>
    public byte* At(long blockStart, int offset) =>
        origin + (((IsWhole ? blockStart : 0) + offset) * ItemSize);
}
