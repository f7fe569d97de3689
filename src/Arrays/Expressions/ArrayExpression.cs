using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Arrays.Expressions;

/// <summary>
/// An expression over named arrays, element by element, as written: dtypes are not known yet, and Python-like
/// numbers are weak. Immutable and thread safe; parse once and use it for any number of jobs, which also
/// keeps what was compiled from it. Two are equal when they are the same tree.
/// </summary>
/// <remarks>
/// A tree is at most <see cref="MaxDepth"/> operations deep and <see cref="MaxNodes"/> operations, constants
/// and variables large, wherever it comes from: its walks need no more stack than a small thread has, and
/// a program that makes expressions is told of a runaway one at once.
/// </remarks>
public abstract partial record ArrayExpression
{
    /// <summary>The most operations on the way from the result to an input.</summary>
    public const int MaxDepth = 1_000;

    /// <summary>The most operations, constants and variables; one that is used twice counts twice.</summary>
    public const int MaxNodes = 100_000;

    private readonly int _childrenHash;
    private readonly int _depth;
    private readonly int _nodes;

    private protected ArrayExpression(IReadOnlyList<ArrayExpression> children)
    {
        Children = ArgumentList<ArrayExpression>.Of(children);
        int depth = 0;
        int nodes = 1;
        bool mayTakeAnyTime = false;
        bool travels = this is not Local;
        var hash = new HashCode();
        foreach (ArrayExpression child in children)
        {
            mayTakeAnyTime |= child.MayTakeAnyTime;
            travels &= child.Travels;
            hash.Add(child);
            depth = Math.Max(depth, child._depth + 1);
            nodes += child._nodes;
        }

        if (depth > MaxDepth)
        {
            throw new ComputeException(
                ErrorKind.InvalidExpression,
                $"the expression is over {MaxDepth} operations deep: compute a part of it first");
        }

        if (nodes > MaxNodes)
        {
            throw new ComputeException(
                ErrorKind.InvalidExpression,
                $"the expression is over {MaxNodes} operations, numbers and names: compute a part first");
        }

        _childrenHash = hash.ToHashCode();
        _depth = depth;
        _nodes = nodes;
        Travels = travels;
        MayTakeAnyTime = mayTakeAnyTime || this is Local { Kernel.MayTakeAnyTime: true };
    }

    /// <summary>True where a kernel of the program's own takes part that may take any time.</summary>
    public bool MayTakeAnyTime { get; }

    /// <summary>
    /// False where a kernel of the program's own takes part: it exists in this process alone, and no other
    /// node can compute the expression.
    /// </summary>
    public bool Travels { get; }

    /// <summary>The names of the inputs, each once, in the order in which they first appear in the
    /// text.</summary>
    public IReadOnlyList<string> Variables => ArrayExpressionWalk.Variables(this);

    /// <summary>What the node is computed from.</summary>
    internal IReadOnlyList<ArrayExpression> Children { get; }

    /// <summary>True where both are the same tree. Needs no stack for a deep one.</summary>
    public virtual bool Equals(ArrayExpression? other)
    {
        if (other is null) return false;
        Stack<(ArrayExpression Left, ArrayExpression Right)> pending = new([(this, other)]);
        while (pending.TryPop(out (ArrayExpression Left, ArrayExpression Right) pair))
        {
            (ArrayExpression left, ArrayExpression right) = pair;
            if (ReferenceEquals(left, right)) continue;
            if (left._nodes != right._nodes || !left.IsSameNode(right)) return false;
            for (int place = 0; place < left.Children.Count; place++)
            {
                pending.Push((left.Children[place], right.Children[place]));
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => _childrenHash;

    /// <summary>True where both nodes are the same but for what is below them.</summary>
    private bool IsSameNode(ArrayExpression other) =>
        Children.Count == other.Children.Count && (this, other) switch
        {
            (Constant left, Constant right) => left.Value.Equals(right.Value) && left.IsWeak == right.IsWeak,
            (Variable left, Variable right) => left.Name == right.Name,
            (Operation left, Operation right) => left.Function == right.Function,
            (Cast left, Cast right) => left.Type == right.Type,
            (Local left, Local right) => left.Kernel.Equals(right.Kernel),
            _ => false,
        };

    /// <summary>
    /// The text of the expression in its canonical form: one space around operators, no parentheses that
    /// change nothing. An expression of the text language parses back to the same tree; typed constants,
    /// casts and kernels of the program, which that language does not have, are shown as C# shows them.
    /// </summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);

    /// <summary>A number. A weak one takes the dtype of what it meets, as NumPy 2's Python scalars
    /// do.</summary>
    /// <param name="Value">The value: int64, float64 or bool if weak, any dtype otherwise.</param>
    /// <param name="IsWeak">True for a number of the text language, false for a C# constant.</param>
    public sealed record Constant(Scalar Value, bool IsWeak) : ArrayExpression([]);

    /// <summary>A named input.</summary>
    /// <param name="Name">The name, as given in the expression.</param>
    public sealed record Variable(string Name) : ArrayExpression([]);

    /// <summary>A function or operator applied to arguments.</summary>
    /// <param name="Function">What is computed.</param>
    /// <param name="Arguments">One to three arguments, as many as the function takes; they are
    /// copied.</param>
    /// <exception cref="ComputeException">
    /// The number of arguments is wrong, or the tree grows over a limit
    /// (<see cref="ErrorKind.InvalidExpression"/>).
    /// </exception>
    public sealed record Operation(Function Function, params IReadOnlyList<ArrayExpression> Arguments)
        : ArrayExpression(FunctionTable.CheckArity(Function, Arguments))
    {
        /// <summary>What is computed.</summary>
        public Function Function { get; } = Function;

        /// <summary>One to three arguments, as many as the function takes.</summary>
        public IReadOnlyList<ArrayExpression> Arguments => Children;
    }

    /// <summary>A conversion to another dtype, as C#'s unchecked cast: floats truncate and saturate, NaN
    /// gives 0.</summary>
    /// <param name="Type">The target dtype.</param>
    /// <param name="Argument">What is converted.</param>
    public sealed record Cast(DType Type, ArrayExpression Argument) : ArrayExpression([Argument])
    {
        /// <summary>What is converted.</summary>
        public ArrayExpression Argument => Children[0];
    }

    /// <summary>A kernel of the program's own, applied to arguments. It never leaves the process.</summary>
    /// <param name="Kernel">The kernel.</param>
    /// <param name="Arguments">As many as the kernel takes; they are copied.</param>
    /// <exception cref="ComputeException">
    /// The number of arguments is wrong, or the tree grows over a limit
    /// (<see cref="ErrorKind.InvalidExpression"/>).
    /// </exception>
    public sealed record Local(LocalKernel Kernel, params IReadOnlyList<ArrayExpression> Arguments)
        : ArrayExpression(FunctionTable.CheckArity(Kernel.Name, Kernel.ArgumentTypes.Count, Arguments))
    {
        /// <summary>The kernel.</summary>
        public LocalKernel Kernel { get; } = Kernel;

        /// <summary>As many as the kernel takes.</summary>
        public IReadOnlyList<ArrayExpression> Arguments => Children;
    }
}
