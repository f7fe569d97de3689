using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Reductions;

/// <summary>Which of two elements is the extreme one.</summary>
internal interface IExtreme
{
    /// <summary>The extreme of each pair; NaN if either is, and -0.0 is less than +0.0.</summary>
    static abstract Vector512<T> Of<T>(Vector512<T> left, Vector512<T> right);

    /// <inheritdoc cref="Of{T}(Vector512{T}, Vector512{T})"/>
    static abstract T Of<T>(T left, T right)
        where T : INumber<T>;
}

/// <summary>The least.</summary>
internal readonly struct Least : IExtreme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of<T>(Vector512<T> left, Vector512<T> right) => Vector512.Min(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T left, T right)
        where T : INumber<T> => T.Min(left, right);
}

/// <summary>The greatest.</summary>
internal readonly struct Greatest : IExtreme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of<T>(Vector512<T> left, Vector512<T> right) => Vector512.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T left, T right)
        where T : INumber<T> => T.Max(left, right);
}

/// <summary>
/// The extreme element of a block and where it is first found. The extreme of a run does not depend on the
/// order of comparisons, so lanes are as wide as is fast and the last vector may overlap the one before.
/// </summary>
internal static unsafe class ExtremeReduction<T, TExtreme>
    where T : unmanaged, INumber<T>
    where TExtreme : IExtreme
{
    /// <summary>The extreme of at least one element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Extreme(T* elements, int count)
    {
        int width = Vector512<T>.Count;
        if (count < width) return ExtremeOfFew(elements, count);
        Vector512<T> lanes0 = Vector512.Load(elements + count - width);
        Vector512<T> lanes1 = lanes0;
        Vector512<T> lanes2 = lanes0;
        Vector512<T> lanes3 = lanes0;
        int index = 0;
        for (; index <= count - (4 * width); index += 4 * width)
        {
            lanes0 = TExtreme.Of(lanes0, Vector512.Load(elements + index));
            lanes1 = TExtreme.Of(lanes1, Vector512.Load(elements + index + width));
            lanes2 = TExtreme.Of(lanes2, Vector512.Load(elements + index + (2 * width)));
            lanes3 = TExtreme.Of(lanes3, Vector512.Load(elements + index + (3 * width)));
        }

        for (; index <= count - width; index += width)
        {
            lanes0 = TExtreme.Of(lanes0, Vector512.Load(elements + index));
        }

        Vector512<T> lanes = TExtreme.Of(TExtreme.Of(lanes0, lanes1), TExtreme.Of(lanes2, lanes3));
        return ExtremeOfFew((T*)&lanes, width);
    }

    /// <summary>
    /// The index of the first element that equals the extreme (or the first NaN, if that is it).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FirstIndexOf(T extreme, T* elements, int count)
    {
        int index = 0;
        if (T.IsNaN(extreme))
        {
            while (!T.IsNaN(elements[index])) index++;
            return index;
        }

        int width = Vector512<T>.Count;
        Vector512<T> sought = Vector512.Create(extreme);
        for (; index <= count - (4 * width); index += 4 * width)
        {
            Vector512<T> found0 = Vector512.Equals(Vector512.Load(elements + index), sought);
            Vector512<T> found1 = Vector512.Equals(Vector512.Load(elements + index + width), sought);
            Vector512<T> found2 = Vector512.Equals(Vector512.Load(elements + index + (2 * width)), sought);
            Vector512<T> found3 = Vector512.Equals(Vector512.Load(elements + index + (3 * width)), sought);
            if (((found0 | found1) | (found2 | found3)).ExtractMostSignificantBits() != 0) break;
        }

        while (elements[index] != extreme) index++;
        return index;
    }

    private static T ExtremeOfFew(T* elements, int count)
    {
        T extreme = elements[0];
        for (int index = 1; index < count; index++) extreme = TExtreme.Of(extreme, elements[index]);
        return extreme;
    }
}
