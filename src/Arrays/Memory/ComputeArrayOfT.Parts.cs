namespace ActorCompute.Arrays.Memory;

/// <summary>Slices, which share the memory of the array.</summary>
public sealed unsafe partial class ComputeArray<T>
{
    /// <summary>
    /// A view of <paramref name="count"/> items along the first dimension, from <paramref name="start"/> on:
    /// elements of a vector, rows of a matrix. NumPy's <c>a[start:start + count]</c>, but nothing is clipped.
    /// </summary>
    /// <returns>
    /// An array over the same memory, on which it holds a reference: the caller disposes it, before or after
    /// the array itself. What is written to one is read from the other.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The items are not within the array.</exception>
    /// <exception cref="ComputeException">
    /// The array is a scalar (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public ComputeArray<T> Slice(long start, long count)
    {
        long items = FirstDimension("sliced");
        if ((ulong)start > (ulong)items || (ulong)count > (ulong)(items - start))
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"{count} items from there on are not within the first of {Shape}");
        }

        ReadOnlySpan<long> row = Shape.Dimensions[1..];
        var part = new ArrayDescription(Type, new Shape([count, .. row]));
        long elementsBefore = items == 0 ? 0 : Length / items * start;
        return new ComputeArray<T>(part, new SliceRegion(this, elementsBefore * sizeof(T)));
    }

    /// <summary>
    /// The array in parts along its first dimension, as <c>numpy.array_split(a, parts)</c>: where the length
    /// does not divide, the first parts have one item more. More parts than items leaves the last ones empty.
    /// </summary>
    /// <returns>Slices in order, each for the caller to dispose; see <see cref="Slice"/>.</returns>
    /// <exception cref="ComputeException">
    /// There would be less than one part, or the array is a scalar (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public ComputeArray<T>[] Split(int parts)
    {
        long items = FirstDimension("split");
        if (parts < 1)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"the array {this} cannot be split into {parts} parts: ask for 1 or more");
        }

        (long least, long larger) = Math.DivRem(items, parts);
        var slices = new ComputeArray<T>[parts];
        long start = 0;
        for (int part = 0; part < parts; part++)
        {
            long count = part < larger ? least + 1 : least;
            slices[part] = Slice(start, count);
            start += count;
        }

        return slices;
    }

    private long FirstDimension(string what) => Shape.Rank > 0
        ? Shape.Dimensions[0]
        : throw new ComputeException(
            ErrorKind.InvalidArgument, $"a scalar cannot be {what}: give an array of one dimension or more");
}
