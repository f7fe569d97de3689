namespace ActorCompute.Messages;

/// <summary>
/// What goes over a data connection: one side asks, the other answers in the order of asking.
/// </summary>
public static class DataProtocol
{
    /// <summary>Asks for the elements of a slice. Answered with SliceData or SliceRefused.</summary>
    /// <param name="Number">The request, unique to the connection.</param>
    /// <param name="Slice">A slice of an array in the table of the side that is asked.</param>
    public sealed record ReadSlice(long Number, SliceRef Slice);

    /// <summary>The elements of the slice are the frame's payload, little-endian, in C order.</summary>
    /// <param name="Number">The request.</param>
    public sealed record SliceData(long Number);

    /// <summary>The slice cannot be had.</summary>
    /// <param name="Number">The request.</param>
    /// <param name="Reason">One sentence.</param>
    public sealed record SliceRefused(long Number, string Reason);
}
