using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Reductions;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// An expression compiled for tiles: a list of kernels to run over one tile after the other, so that
/// intermediate values never leave the nearest cache, and at most one reduction of the result. Immutable and
/// thread safe; compile once and run any number of chunks.
/// </summary>
/// <remarks>
/// The interpreter over tiles is the design of numexpr. The kernels address slots: first the inputs, then the
/// constants, then the registers, and last the result.
/// </remarks>
public sealed class Plan
{
    // What all that a tile touches may take of a first-level cache of 32 or 48 KiB.
    private const int TileBudgetBytes = 32 * 1024;
    private const int SmallestTile = 512;

    // What moving a byte between memory and a core costs when all cores do it, and from how many bytes on
    // arrays do not lie in a cache anyway. Moving and computing go on at the same time: the slower of them
    // counts.
    private const double NanosecondsPerByte = 0.03;
    private const long CachedBytes = 12 * 1024 * 1024;

    private readonly int _movedBytesPerElement;

    private Plan(TypedExpression expression, Reduction? reduction, int? tileSize)
    {
        List<GraphNode> computed = new ExpressionGraph(expression).Computed();
        RegisterAllocation registers = new(computed);
        InputTypes = InputTypesOf(computed);
        GraphNode[] constants = [.. ArgumentsOfKind(computed, NodeKind.Constant)];
        Constants = Array.ConvertAll(constants, constant => constant.Constant);
        RegisterItemSizes = [.. registers.ItemSizes];
        Reduction = reduction;
        ResultType = computed[^1].Type;
        IsBareInput = computed is [{ Kind: NodeKind.Copy, Arguments: [{ Kind: NodeKind.Input }] }];
        Instructions = new Instruction[computed.Count];
        for (int place = 0; place < computed.Count; place++)
        {
            GraphNode node = computed[place];
            int result = place == computed.Count - 1 ? ResultSlot : SlotOf(node);
            Instructions[place] = new Instruction(node, Array.ConvertAll(node.Arguments, SlotOf), result);
        }

        MayTakeAnyTime = Array.Exists(Instructions, one => one.Local is { MayTakeAnyTime: true });
        BlockKernel = reduction is { } named ? BlockKernels.Find(named, ResultType) : default;
        TileSize = tileSize ?? ChooseTileSize();
        Layout = new ScratchLayout(this);
        NanosecondsPerElement = computed.Sum(Instruction.CostOf) + BlockKernel.NanosecondsPerElement;
        _movedBytesPerElement = InputItemSizes().Sum() + (reduction is null ? ResultType.ItemSize() : 0);

        int SlotOf(GraphNode node) => node.Kind switch
        {
            NodeKind.Input => node.Input,
            NodeKind.Constant => FirstConstantSlot + Array.IndexOf(constants, node),
            _ => FirstRegisterSlot + registers.Of(node),
        };
    }

    /// <summary>
    /// The dtype of each input by its place; null where the expression does not read the input.
    /// </summary>
    public IReadOnlyList<DType?> InputTypes { get; }

    /// <summary>The dtype of the expression's elements.</summary>
    public DType ResultType { get; }

    /// <summary>The reduction of the elements, or null.</summary>
    public Reduction? Reduction { get; }

    /// <summary>The most scratch that a run takes, in bytes.</summary>
    public long ScratchBytes => Layout.Bytes;

    /// <summary>The estimated cost of an element on one thread, with inputs and result in a cache.</summary>
    public double NanosecondsPerElement { get; }

    /// <summary>True if a kernel of the program's own may take any time.</summary>
    public bool MayTakeAnyTime { get; }

    internal Instruction[] Instructions { get; }

    internal Scalar[] Constants { get; }

    internal int[] RegisterItemSizes { get; }

    internal BlockKernel BlockKernel { get; }

    internal ScratchLayout Layout { get; }

    /// <summary>The elements that are evaluated at a time; divides a block.</summary>
    internal int TileSize { get; }

    /// <summary>True if the expression is an input and nothing else.</summary>
    internal bool IsBareInput { get; }

    internal int FirstConstantSlot => InputTypes.Count;

    internal int FirstRegisterSlot => FirstConstantSlot + Constants.Length;

    internal int ResultSlot => FirstRegisterSlot + RegisterItemSizes.Length;

    internal int SlotCount => ResultSlot + 1;

    /// <summary>Compiles an expression and the reduction of it, if there is one.</summary>
    public static Plan Compile(TypedExpression expression, Reduction? reduction) =>
        new(expression, reduction, null);

    /// <summary>As <see cref="Compile(TypedExpression, Reduction?)"/>, for tiles of a given size.</summary>
    internal static Plan Compile(TypedExpression expression, Reduction? reduction, int tileSize)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Block.Size % tileSize, 0);
        return new Plan(expression, reduction, tileSize);
    }

    /// <summary>The estimated cost of so many elements on one thread, in nanoseconds.</summary>
    public double EstimateNanoseconds(long count)
    {
        double movedBytes = (double)count * _movedBytesPerElement;
        double moving = movedBytes > CachedBytes ? movedBytes * NanosecondsPerByte : 0;
        return Math.Max(count * NanosecondsPerElement, moving);
    }

    private static DType?[] InputTypesOf(List<GraphNode> computed)
    {
        List<GraphNode> inputs = [.. ArgumentsOfKind(computed, NodeKind.Input)];
        DType?[] types = new DType?[inputs.Count == 0 ? 0 : inputs.Max(input => input.Input) + 1];
        foreach (GraphNode input in inputs)
        {
            if (types[input.Input] is { } other && other != input.Type)
            {
                throw new ArgumentException(
                    $"input {input.Input} is both {other.Name()} and {input.Type.Name()}");
            }

            types[input.Input] = input.Type;
        }

        return types;
    }

    private static IEnumerable<GraphNode> ArgumentsOfKind(List<GraphNode> computed, NodeKind kind) =>
        computed.SelectMany(node => node.Arguments).Where(argument => argument.Kind == kind).Distinct();

    private IEnumerable<int> InputItemSizes() => InputTypes.Select(type => type?.ItemSize() ?? 0);

    private int ChooseTileSize()
    {
        int itemBytes = RegisterItemSizes.Sum()
            + Constants.Sum(constant => constant.Type.ItemSize())
            + InputItemSizes().Sum()
            + ResultType.ItemSize();
        int tileSize = Block.Size;
        while (tileSize > SmallestTile && tileSize * itemBytes > TileBudgetBytes) tileSize /= 2;
        return tileSize;
    }
}
