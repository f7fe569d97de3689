using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Generators;

/// <summary>Checks what is asked of a generator.</summary>
internal static class GeneratedRange
{
    /// <summary>How many elements <paramref name="destination"/> holds, once they are known to exist.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Elements beyond the array, or a part of one, were asked for.</exception>
    public static int Check(ArrayDescription description, long start, ReadOnlySpan<byte> destination)
    {
        int itemSize = description.Type.ItemSize();
        int count = destination.Length / itemSize;
        bool isInside = start >= 0 && count <= description.Shape.Count && start <= description.Shape.Count - count;
        if (isInside && destination.Length % itemSize == 0) return count;
        throw new ArgumentOutOfRangeException(
            nameof(start), start, $"{destination.Length} bytes from element {start} on are not whole elements of {description}");
    }
}
