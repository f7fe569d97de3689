using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Evaluation.Local;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>One step of a plan: a kernel over a tile, from slots to a slot.</summary>
internal readonly struct Instruction
{
    /// <summary>The instruction of a node.</summary>
    /// <param name="node">The node, which is computed.</param>
    /// <param name="arguments">The slots of its arguments.</param>
    /// <param name="result">The slot of its result.</param>
    public Instruction(GraphNode node, int[] arguments, int result)
    {
        Kernel = HasKernel(node) ? KernelOf(node) : default;
        Local = node.Local;
        Function = node.Kind switch
        {
            NodeKind.Function => node.Function,
            NodeKind.Joined => node.Join.Outer,
            _ => null,
        };
        Arguments = arguments;
        Result = result;
    }

    /// <summary>The kernel, unless it is a delegate of the program's own.</summary>
    public ElementKernel Kernel { get; }

    /// <summary>The program's own kernel, or null.</summary>
    public LocalKernel? Local { get; }

    /// <summary>True where <see cref="Local"/> must be called instead of <see cref="Kernel"/>.</summary>
    public unsafe bool IsDelegate => Kernel.Run is null;

    /// <summary>
    /// The function that the kernel computes, for messages; null for casts, copies and own kernels.
    /// </summary>
    public Function? Function { get; }

    /// <summary>What messages call it.</summary>
    public string Name => Local?.Name ?? Function?.ToString().ToLowerInvariant() ?? "conversion";

    /// <summary>The slots of the arguments.</summary>
    public int[] Arguments { get; }

    /// <summary>The slot of the result.</summary>
    public int Result { get; }

    /// <summary>The estimated cost of a node, in nanoseconds an element.</summary>
    public static double CostOf(GraphNode node) =>
        HasKernel(node) ? KernelOf(node).NanosecondsPerElement : node.Local!.NanosecondsPerElement;

    /// <summary>The kernel of a node that is not a delegate of the program's own.</summary>
    public static ElementKernel KernelOf(GraphNode node) => node.Kind switch
    {
        NodeKind.Function => ElementKernels.Find(node.Function, node.Arguments[^1].Type),
        NodeKind.Joined => JoinedKernels.Find(node.Join, node.Type),
        NodeKind.Cast => ElementKernels.FindCast(node.Arguments[0].Type, node.Type),
        NodeKind.Copy => ElementKernels.FindCopy(node.Type),
        NodeKind.Local when node.Local is OperatorKernel own => own.Kernel,
        _ => throw new ArgumentException($"{node.Kind} has no kernel", nameof(node)),
    };

    private static bool HasKernel(GraphNode node) => node.Local is null or OperatorKernel;
}
