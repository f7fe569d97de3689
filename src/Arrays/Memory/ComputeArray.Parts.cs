namespace ActorCompute.Arrays.Memory;

/// <summary>Arrays joined to one.</summary>
public abstract unsafe partial class ComputeArray
{
    /// <summary>
    /// A new array of all items of <paramref name="parts"/> in order, joined along the first dimension:
    /// NumPy's <c>concatenate</c>. The elements are copied; the parts stay the caller's.
    /// </summary>
    /// <exception cref="ComputeException">
    /// There are no parts, or one of them is a scalar (<see cref="ErrorKind.InvalidArgument"/>); they differ
    /// in a dimension other than the first (<see cref="ErrorKind.ShapeMismatch"/>); or there is no memory
    /// (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    /// <exception cref="ObjectDisposedException">A part was disposed.</exception>
    public static ComputeArray<T> Concatenate<T>(params IReadOnlyList<ComputeArray<T>> parts)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(parts);
        ComputeArray<T> whole = CreateUninitialized<T>(Joined(parts));
        long bytesBefore = 0;
        try
        {
            foreach (ComputeArray<T> part in parts)
            {
                byte* target = (byte*)whole.Address + bytesBefore;
                Buffer.MemoryCopy(part.Address, target, whole.Bytes - bytesBefore, part.Bytes);
                GC.KeepAlive(part);
                bytesBefore += part.Bytes;
            }
        }
        catch
        {
            whole.Dispose();
            throw;
        }

        return whole;
    }

    private static Shape Joined<T>(IReadOnlyList<ComputeArray<T>> parts)
        where T : unmanaged
    {
        if (parts.Count == 0) throw NotJoinable(ErrorKind.InvalidArgument, "no arrays", "give one or more");
        Shape first = parts[0].Shape;
        long items = 0;
        foreach (ComputeArray<T> part in parts)
        {
            Shape shape = part.Shape;
            if (shape.Rank == 0)
            {
                throw NotJoinable(
                    ErrorKind.InvalidArgument, "a scalar", "give arrays of one dimension or more");
            }

            if (shape.Rank != first.Rank || !shape.Dimensions[1..].SequenceEqual(first.Dimensions[1..]))
            {
                throw NotJoinable(
                    ErrorKind.ShapeMismatch,
                    $"arrays of {first} and {shape}",
                    "all dimensions but the first must agree");
            }

            items += shape.Dimensions[0];
        }

        return new Shape([items, .. first.Dimensions[1..]]);
    }

    private static ComputeException NotJoinable(ErrorKind kind, string what, string remedy) =>
        new(kind, $"{what} cannot be concatenated: {remedy}");
}
