using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Reductions;

/// <summary>Counts the elements of a block that are not zero (NaN is not).</summary>
internal static unsafe class ZeroCount<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>How many of <paramref name="count"/> elements are not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Nonzero(T* elements, int count)
    {
        int width = Vector512<T>.Count;
        int zeros = 0;
        int index = 0;
        for (; index <= count - width; index += width)
        {
            Vector512<T> isZero = Vector512.Equals(Vector512.Load(elements + index), Vector512<T>.Zero);
            zeros += BitOperations.PopCount(isZero.ExtractMostSignificantBits());
        }

        for (; index < count; index++) zeros += T.IsZero(elements[index]) ? 1 : 0;
        return count - zeros;
    }
}
