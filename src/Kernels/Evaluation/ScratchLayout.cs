using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>Where the buffers of a plan's run lie in its scratch, as offsets in bytes.</summary>
internal readonly struct ScratchLayout
{
    // The alignment of the widest vectors, and of cache lines.
    private const int Alignment = 64;

    public ScratchLayout(Plan plan)
    {
        int slotBytes = sizeof(long) * plan.SlotCount;
        Pointers = 0;
        Arguments = Align(Pointers + slotBytes);
        Moving = Align(Arguments + (sizeof(long) * plan.Instructions.Max(step => step.Arguments.Length)));
        Tiles = Align(Moving + (MovingSlot.Bytes * (plan.InputTypes.Count + 1)));
        long offset = Tiles;
        foreach (Scalar constant in plan.Constants) offset = Align(offset + (plan.TileSize * constant.Type.ItemSize()));
        foreach (int itemSize in plan.RegisterItemSizes) offset = Align(offset + (plan.TileSize * itemSize));
        Blocks = offset;
        foreach (DType? type in plan.InputTypes) offset = Align(offset + (Block.Size * (type?.ItemSize() ?? 0)));
        Bytes = Align(offset + (Block.Size * plan.ResultType.ItemSize()));
    }

    /// <summary>The current pointer of each slot.</summary>
    public long Pointers { get; }

    /// <summary>The pointers that are handed to a kernel.</summary>
    public long Arguments { get; }

    /// <summary>The <see cref="MovingSlot"/>s: at most the inputs and the result.</summary>
    public long Moving { get; }

    /// <summary>A tile for each constant, then each register.</summary>
    public long Tiles { get; }

    /// <summary>A block for each input, for those not in memory, and one for the result.</summary>
    public long Blocks { get; }

    /// <summary>The whole scratch.</summary>
    public long Bytes { get; }

    /// <summary>The next offset at which a buffer may begin.</summary>
    public static long Align(long offset) => (offset + Alignment - 1) & -Alignment;
}
