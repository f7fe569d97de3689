namespace ActorCompute.Arrays.Npy;

/// <summary>Cuts whole arrays into runs that a span can hold.</summary>
internal static class Runs
{
    private const int MaxBytes = 1 << 30;

    /// <summary>Runs of at most 1 GiB, in order: the first index and the count of each.</summary>
    public static IEnumerable<(long Start, int Count)> Of(ArrayDescription description)
    {
        int most = MaxBytes / description.Type.ItemSize();
        long length = description.Shape.Count;
        for (long start = 0; start < length; start += most)
        {
            yield return (start, (int)Math.Min(most, length - start));
        }
    }
}
