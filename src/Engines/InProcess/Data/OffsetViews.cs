using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Engines.InProcess.Data;

/// <summary>
/// A slice seen at its place in the whole array: element <paramref name="offset"/> is the slice's first.
/// </summary>
internal sealed unsafe class OffsetSource(ElementSource slice, long offset) : ElementSource
{
    public override ArrayDescription Description { get; } =
        new(slice.Description.Type, new Shape(offset + slice.Description.Shape.Count));

    public override void* Address =>
        slice.Address is null ? null : (byte*)slice.Address - offset * slice.Description.Type.ItemSize();

    public override void Read(long start, Span<byte> destination) => slice.Read(start - offset, destination);
}

/// <summary>
/// A slice seen at its place in the whole array: element <paramref name="offset"/> is the slice's first.
/// </summary>
internal sealed unsafe class OffsetTarget(ElementTarget slice, long offset) : ElementTarget
{
    public override ArrayDescription Description { get; } =
        new(slice.Description.Type, new Shape(offset + slice.Description.Shape.Count));

    public override void* Address =>
        slice.Address is null ? null : (byte*)slice.Address - offset * slice.Description.Type.ItemSize();

    public override void Write(long start, ReadOnlySpan<byte> elements) =>
        slice.Write(start - offset, elements);
}

/// <summary>Elements seen in the shape of a job's input, which has as many.</summary>
internal sealed unsafe class ShapedSource(
    ElementSource elements, ArrayDescription description) : ElementSource
{
    public override ArrayDescription Description => description;

    public override void* Address => elements.Address;

    public override void Read(long start, Span<byte> destination) => elements.Read(start, destination);
}

/// <summary>A slice of one element seen as a scalar.</summary>
internal sealed unsafe class ScalarSource(ElementSource slice) : ElementSource
{
    public override ArrayDescription Description { get; } = new(slice.Description.Type, Shape.Scalar);

    public override void* Address => slice.Address;

    public override void Read(long start, Span<byte> destination) => slice.Read(0, destination);
}
