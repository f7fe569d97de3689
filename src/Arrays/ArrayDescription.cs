namespace ActorCompute.Arrays;

/// <summary>What an array is, without its elements: dtype and shape.</summary>
/// <param name="Type">The dtype of the elements.</param>
/// <param name="Shape">The dimensions.</param>
public readonly record struct ArrayDescription(DType Type, Shape Shape)
{
    /// <summary>The size of all elements, in bytes.</summary>
    public long Bytes => Shape.Count * Type.ItemSize();

    /// <summary>As in <c>float64 (3, 4)</c>.</summary>
    public override string ToString() => $"{Type.Name()} {Shape}";
}
