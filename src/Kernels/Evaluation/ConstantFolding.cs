using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>Computes operations on constants by the kernels that would compute them for every element.</summary>
internal static unsafe class ConstantFolding
{
    /// <summary>
    /// Gives the value of a node whose arguments are constants. An operation that fails on them is left to fail on
    /// the elements, of which there may be none.
    /// </summary>
    public static bool TryFold(GraphNode node, out Scalar value)
    {
        value = default;
        GraphNode[] arguments = node.Arguments;
        if (Array.Exists(arguments, argument => argument.Kind != NodeKind.Constant)) return false;
        long* elements = stackalloc long[arguments.Length];
        void** pointers = stackalloc void*[arguments.Length];
        for (int place = 0; place < arguments.Length; place++)
        {
            elements[place] = arguments[place].Constant.Bits;
            pointers[place] = elements + place;
        }

        long result = 0;
        if (Instruction.KernelOf(node).Run(pointers, &result, 1) >= 0) return false;
        value = new Scalar(node.Type, node.Type == DType.Int32 ? (int)result : result);
        return true;
    }
}
