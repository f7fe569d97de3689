using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Messages;

/// <summary>
/// What a job computes: an <see cref="ExpressionSpec"/> over arrays, or an <see cref="ItemsSpec"/>, a
/// function of a program for each of its items. Router, worker and aggregator treat both alike.
/// </summary>
public abstract record JobSpec
{
    /// <summary>Nothing has moved for this long: the job fails, unless it says otherwise.</summary>
    public static readonly TimeSpan DefaultStallTimeout = TimeSpan.FromSeconds(60);

    private protected JobSpec()
    {
    }

    /// <summary>What the grid counts, in the words of a sentence: elements or items.</summary>
    public abstract string Unit { get; }

    /// <summary>What the job reads; a job of items has none.</summary>
    public IReadOnlyList<JobInput> Inputs { get; private protected init; } = [];

    /// <summary>What the job writes; a job of items has none.</summary>
    public IReadOnlyList<JobOutput> Outputs { get; private protected init; } = [];

    /// <summary>The elements or items, and their chunks.</summary>
    public required ChunkGrid Grid { get; init; }

    /// <summary>How many slots may work on the job at once; 0 is all.</summary>
    public int MaxWorkers { get; init; }

    /// <summary>How long the job may take, from submission; null is for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long nothing may move before the job fails.</summary>
    public TimeSpan StallTimeout { get; init; } = DefaultStallTimeout;

    /// <summary>
    /// The bytes that an element of a chunk occupies on a node that does not share the client's memory: the
    /// fetched inputs and the results. What a worker's byte credit counts.
    /// </summary>
    public long BytesPerElement
    {
        get
        {
            long bytes = 0;
            foreach (JobInput input in Inputs)
            {
                if (input.IsFetched) bytes += input.Description.Type.ItemSize();
            }

            foreach (JobOutput output in Outputs) bytes += output.Description.Type.ItemSize();
            return bytes;
        }
    }
}

/// <summary>One expression over arrays, with any number of outputs and at most one reduction.</summary>
public sealed record ExpressionSpec : JobSpec
{
    /// <summary>The axis mask of a reduction over all dimensions, the only one that is supported.</summary>
    public const ulong AllAxes = ulong.MaxValue;

    /// <inheritdoc/>
    public override string Unit => "elements";

    /// <summary>The expression, whose variables are the names of <see cref="Inputs"/>.</summary>
    public required ArrayExpression Expression { get; init; }

    /// <summary>
    /// The inputs. All have the job's shape, or rank 0: such a one is the same scalar for every element.
    /// </summary>
    public new required IReadOnlyList<JobInput> Inputs
    {
        get => base.Inputs;
        init => base.Inputs = value;
    }

    /// <summary>Where the elements of the expression go; empty for a job that only reduces.</summary>
    public new IReadOnlyList<JobOutput> Outputs
    {
        get => base.Outputs;
        init => base.Outputs = value;
    }

    /// <summary>The reduction of the expression's elements, or none.</summary>
    public Reduction? Reduction { get; init; }

    /// <summary>The axes that the reduction runs over, a bit each; <see cref="AllAxes"/> is all.</summary>
    public ulong Axes { get; init; } = AllAxes;

    /// <summary>The dtype of the expression's elements.</summary>
    public required DType Type { get; init; }
}

/// <summary>A named input of a job.</summary>
/// <param name="Name">The variable of the expression.</param>
/// <param name="Description">Dtype and shape.</param>
/// <param name="Source">Where its elements are.</param>
public sealed record JobInput(string Name, ArrayDescription Description, InputSource Source)
{
    /// <summary>
    /// True where a node that does not share the client's memory has to fetch the input chunk by chunk.
    /// </summary>
    public bool IsFetched => Source is InputSource.ByReference && Description.Shape.Rank > 0;
}

/// <summary>An output of a job.</summary>
/// <param name="Description">Dtype and shape.</param>
/// <param name="Array">The array that takes the elements; the client made it before it submitted.</param>
/// <param name="Segment">Where its elements lie in memory that processes of one host share; null if they do
/// not.</param>
/// <param name="File">The file that its elements lie in, where nodes may see it; null for none.</param>
public sealed record JobOutput(
    ArrayDescription Description, ArrayId Array, SegmentRef? Segment = null, OutputFile? File = null);

/// <summary>
/// A .npy file that the client has made for an output, under a name that is not its last. A node that sees it
/// writes to it, and to no other file: the token is at its end.
/// </summary>
/// <param name="Path">Relative to the data root that client and nodes share.</param>
/// <param name="Token">Random, made for this file alone.</param>
/// <param name="Host">
/// The client's machine in its present run, if that is known, else empty: what nodes of another one write
/// they have to bring to the disk, for the client's own flush does not.
/// </param>
public sealed record OutputFile(string Path, UInt128 Token, string Host);

/// <summary>Where the elements of an input are.</summary>
public abstract record InputSource
{
    private InputSource()
    {
    }

    /// <summary>In the table of the client's engine.</summary>
    /// <param name="Array">The array.</param>
    /// <param name="Segment">
    /// Where its elements lie in memory that processes of one host share; null if they do not.
    /// </param>
    public sealed record ByReference(ArrayId Array, SegmentRef? Segment = null) : InputSource;

    /// <summary>In a .npy file that the executing node can open.</summary>
    /// <param name="Path">The file's path.</param>
    /// <param name="Fingerprint">A hash over parts of it: another file of the name is not mistaken for
    /// it.</param>
    public sealed record NpyFile(string Path, ulong Fingerprint) : InputSource;

    /// <summary>
    /// float64 in [0, 1) by element index, as <c>Generator(Philox(key=Seed)).random(...)</c> of NumPy.
    /// </summary>
    /// <param name="Seed">The random seed.</param>
    public sealed record Random(ulong Seed) : InputSource;

    /// <summary>int64: each element is its index.</summary>
    public sealed record Arange : InputSource;
}
