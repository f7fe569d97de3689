namespace ActorCompute.Arrays.Expressions;

/// <summary>
/// An expression over named arrays, element by element, as written: dtypes are not known yet, and Python-like
/// numbers are weak. Immutable and thread safe; parse once and use it for any number of jobs, which also keeps
/// what was compiled from it.
/// </summary>
public abstract partial record ArrayExpression
{
    private protected ArrayExpression()
    {
    }

    /// <summary>A number. A weak one takes the dtype of what it meets, as NumPy 2's Python scalars do.</summary>
    /// <param name="Value">The value: int64, float64 or bool if weak, any dtype otherwise.</param>
    /// <param name="IsWeak">True for a number of the text language, false for a C# constant.</param>
    public sealed record Constant(Scalar Value, bool IsWeak) : ArrayExpression;

    /// <summary>A named input.</summary>
    /// <param name="Name">The name, as given in the expression.</param>
    public sealed record Variable(string Name) : ArrayExpression;

    /// <summary>A function or operator applied to arguments.</summary>
    /// <param name="Function">What is computed.</param>
    /// <param name="Arguments">One to three arguments, as many as the function takes.</param>
    public sealed record Operation(Function Function, IReadOnlyList<ArrayExpression> Arguments) : ArrayExpression;

    /// <summary>A conversion to another dtype, as C#'s unchecked cast: floats truncate and saturate, NaN gives 0.</summary>
    /// <param name="Type">The target dtype.</param>
    /// <param name="Argument">What is converted.</param>
    public sealed record Cast(DType Type, ArrayExpression Argument) : ArrayExpression;

    /// <summary>A kernel of the program's own, applied to arguments. It never leaves the process.</summary>
    /// <param name="Kernel">The kernel.</param>
    /// <param name="Arguments">As many as the kernel takes.</param>
    public sealed record Local(LocalKernel Kernel, IReadOnlyList<ArrayExpression> Arguments) : ArrayExpression;
}
