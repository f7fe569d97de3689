namespace ActorCompute.Arrays.Expressions;

/// <summary>
/// An expression bound to the dtypes of its inputs: every conversion is explicit and every operation has its
/// arguments in the dtypes in which it computes. What kernels are compiled from. Immutable; equal when the
/// trees are.
/// </summary>
/// <param name="Type">The dtype of the elements.</param>
public abstract record TypedExpression(DType Type)
{
    /// <summary>A constant of a dtype.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Constant(Scalar Value) : TypedExpression(Value.Type);

    /// <summary>An input, by its place in the list of inputs.</summary>
    /// <param name="Input">The place, from 0.</param>
    /// <param name="Type">Its dtype.</param>
    public sealed record Variable(int Input, DType Type) : TypedExpression(Type);

    /// <summary>
    /// A function. The arguments have equal dtypes (where: after the first, which is bool). Never Positive or
    /// Clip, which binding has rewritten: +x is x, clip(a, lower, upper) is minimum(maximum(a, lower),
    /// upper). Of bools only comparisons, Invert, BitwiseAnd, BitwiseOr and the branches of Where are taken.
    /// </summary>
    /// <param name="Function">What is computed.</param>
    /// <param name="Arguments">The arguments.</param>
    /// <param name="Type">The dtype of the result: bool for comparisons and tests, else that of the
    /// arguments.</param>
    public sealed record Operation(Function Function, IReadOnlyList<TypedExpression> Arguments, DType Type)
        : TypedExpression(Type)
    {
        /// <summary>The arguments.</summary>
        public IReadOnlyList<TypedExpression> Arguments { get; } = ArgumentList<TypedExpression>.Of(Arguments);
    }

    /// <summary>A conversion between different dtypes.</summary>
    /// <param name="Argument">What is converted.</param>
    /// <param name="Type">The target dtype.</param>
    public sealed record Cast(TypedExpression Argument, DType Type) : TypedExpression(Type);

    /// <summary>A kernel of the program's own.</summary>
    /// <param name="Kernel">The kernel.</param>
    /// <param name="Arguments">Arguments of its dtypes.</param>
    public sealed record Local(LocalKernel Kernel, IReadOnlyList<TypedExpression> Arguments)
        : TypedExpression(Kernel.ResultType)
    {
        /// <summary>Arguments of the kernel's dtypes.</summary>
        public IReadOnlyList<TypedExpression> Arguments { get; } = ArgumentList<TypedExpression>.Of(Arguments);
    }
}
