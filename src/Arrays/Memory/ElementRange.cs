namespace ActorCompute.Arrays.Memory;

/// <summary>Checks the runs of elements that sources and targets are asked for.</summary>
internal static class ElementRange
{
    /// <summary>
    /// The offset in bytes of element <paramref name="start"/>, from where <paramref name="bytes"/> follow.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The run is not within the array, or splits an element.
    /// </exception>
    public static long ByteOffset(in ArrayDescription description, long start, int bytes)
    {
        int itemSize = description.Type.ItemSize();
        long length = description.Shape.Count;
        if ((ulong)start > (ulong)length || bytes > (length - start) * itemSize || bytes % itemSize != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"{bytes} bytes from there on are not elements of {description}");
        }

        return start * itemSize;
    }
}
