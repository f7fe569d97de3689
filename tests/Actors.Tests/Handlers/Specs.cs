using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>Names and jobs of the unit tests.</summary>
internal static class Specs
{
    public static readonly NodeId Client = new(1, 1);

    public static readonly ArrayId Input = new(Client, 1);

    public static readonly ArrayId Output = new(Client, 2);

    public static NodeId Node(int number) => new((ulong)number + 1, 1);

    /// <summary>A job of float64 chunks of one block each, with one fetched input.</summary>
    public static ExpressionSpec Spec(long chunks, int outputs = 1, Reduction? reduction = null)
    {
        var description = new ArrayDescription(DType.Float64, new Shape(chunks * Block.Size));
        JobOutput MakeOutput(int number) => new(description, Output with { Number = number });
        return new ExpressionSpec
        {
            Expression = new ArrayExpression.Variable("x"),
            Inputs = [new JobInput("x", description, new InputSource.ByReference(Input))],
            Outputs = [.. Enumerable.Range(2, outputs).Select(MakeOutput)],
            Reduction = reduction,
            Type = DType.Float64,
            Grid = new ChunkGrid(chunks * Block.Size, Block.Size),
        };
    }

    /// <summary>The same with input and outputs in memory that processes of the host can map.</summary>
    public static ExpressionSpec InSegments(ExpressionSpec spec)
    {
        var segment = new SegmentRef(7, 8, 9, 0, spec.Grid.Count * sizeof(double));
        return spec with
        {
            Inputs =
            [
                .. spec.Inputs.Select(input => input with { Source = new InputSource.ByReference(Input, segment) }),
            ],
            Outputs = [.. spec.Outputs.Select(output => output with { Segment = segment })],
        };
    }

    /// <summary>The same with outputs in a file that nodes may see.</summary>
    public static ExpressionSpec InFile(ExpressionSpec spec)
    {
        var file = new OutputFile(".y.npy.tmp", 5, "");
        return spec with
        {
            Outputs = [.. spec.Outputs.Select(output => output with { Segment = null, File = file })],
        };
    }

    /// <summary>The slice of a chunk of <see cref="Spec"/>.</summary>
    public static SliceRef Slice(ArrayId array, long chunk) => new(array, chunk * Block.Size, Block.Size);
}
