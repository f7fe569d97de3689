using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>What a node of the graph gives.</summary>
internal enum NodeKind
{
    /// <summary>An input; the payload is its place.</summary>
    Input,

    /// <summary>A constant; the payload is its bits.</summary>
    Constant,

    /// <summary>
    /// A function of the arguments; the payload is the <see cref="Arrays.Expressions.Function"/>.
    /// </summary>
    Function,

    /// <summary>The argument in another dtype.</summary>
    Cast,

    /// <summary>The argument in canonical form: one NaN, bools of 0 and 1.</summary>
    Copy,

    /// <summary>Two functions at once; the payload is a <see cref="Elementwise.Join"/>.</summary>
    Joined,

    /// <summary>A kernel of the program's own.</summary>
    Local,
}

/// <summary>
/// A value in a graph of which equal values are one node. Arguments are nodes of the same graph, so that
/// comparing references compares values.
/// </summary>
/// <param name="kind">What it gives.</param>
/// <param name="type">The dtype.</param>
/// <param name="payload">What the kind says.</param>
/// <param name="local">The kernel, for <see cref="NodeKind.Local"/>.</param>
/// <param name="arguments">The arguments.</param>
internal sealed class GraphNode(
    NodeKind kind, DType type, long payload, LocalKernel? local, params GraphNode[] arguments)
    : IEquatable<GraphNode>
{
    public NodeKind Kind { get; } = kind;

    public DType Type { get; } = type;

    public LocalKernel? Local { get; } = local;

    public GraphNode[] Arguments { get; } = arguments;

    public int Input => (int)Payload;

    public Function Function => (Function)Payload;

    public Join Join => Join.FromBits(Payload);

    public Scalar Constant => new(Type, Payload);

    /// <summary>True for what is computed by an instruction.</summary>
    public bool IsComputed => Kind is not (NodeKind.Input or NodeKind.Constant);

    private long Payload { get; } = payload;

    /// <summary>The same of other arguments; itself if they are its own.</summary>
    public GraphNode WithArguments(GraphNode[] arguments) =>
        arguments.AsSpan().SequenceEqual(Arguments, ReferenceEqualityComparer.Instance)
            ? this
            : new GraphNode(Kind, Type, Payload, Local, arguments);

    public bool Equals(GraphNode? other) =>
        other is not null
        && Kind == other.Kind
        && Type == other.Type
        && Payload == other.Payload
        && ReferenceEquals(Local, other.Local)
        && Arguments.AsSpan().SequenceEqual(other.Arguments, ReferenceEqualityComparer.Instance);

    public override bool Equals(object? obj) => Equals(obj as GraphNode);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Kind);
        hash.Add(Type);
        hash.Add(Payload);
        hash.Add(Local);
        foreach (GraphNode argument in Arguments)
        {
            hash.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(argument));
        }

        return hash.ToHashCode();
    }
}
