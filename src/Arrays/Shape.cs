namespace ActorCompute.Arrays;

/// <summary>
/// The lengths of an array's dimensions, in C order (the last varies fastest). Rank 0 is a scalar of one
/// element; a dimension may be 0. Immutable; equal when the dimensions are.
/// </summary>
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The largest number of dimensions, as in NumPy 2.</summary>
    public const int MaxRank = 64;

    private readonly long[]? _dimensions;
    private readonly long _count;

    /// <summary>A shape of these dimensions; the array is copied.</summary>
    /// <exception cref="ComputeException">
    /// A negative dimension, more than <see cref="MaxRank"/> of them, or a product over 2^59 elements
    /// (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public Shape(params ReadOnlySpan<long> dimensions)
    {
        if (dimensions.Length > MaxRank)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"a shape of {dimensions.Length} dimensions is over the limit of {MaxRank}");
        }

        _count = CountOf(dimensions);
        _dimensions = dimensions.ToArray();
    }

    /// <summary>The shape of a scalar: no dimensions, one element.</summary>
    public static Shape Scalar { get; } = new(ReadOnlySpan<long>.Empty);

    /// <summary>Elements: the product of the dimensions, 1 for a scalar.</summary>
    public long Count => _dimensions is null ? 1 : _count;

    /// <summary>The number of dimensions.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>The dimensions, outermost first.</summary>
    public ReadOnlySpan<long> Dimensions => _dimensions;

    /// <summary>Same dimensions.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Different dimensions.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Count == other.Count && Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, Count);

    /// <summary>As NumPy prints it: <c>(3, 4)</c>, <c>(10,)</c>, <c>()</c>.</summary>
    public override string ToString() =>
        Rank == 1 ? $"({Dimensions[0]},)" : $"({string.Join(", ", _dimensions ?? [])})";

    private static long CountOf(ReadOnlySpan<long> dimensions)
    {
        // So that byte offsets of any dtype, with headers and rounding, fit in 63 bits.
        const long limit = 1L << 59;
        long count = 1;
        bool empty = false;
        foreach (long dimension in dimensions)
        {
            if (dimension < 0)
            {
                throw new ComputeException(
                    ErrorKind.InvalidArgument, $"a shape has the negative dimension {dimension}");
            }

            empty |= dimension == 0;
        }

        if (empty) return 0;
        foreach (long dimension in dimensions)
        {
            if (dimension > limit / count)
            {
                throw new ComputeException(
                    ErrorKind.InvalidArgument,
                    $"a shape of ({string.Join(", ", dimensions.ToArray())}) has over 2^59 elements");
            }

            count *= dimension;
        }

        return count;
    }
}
