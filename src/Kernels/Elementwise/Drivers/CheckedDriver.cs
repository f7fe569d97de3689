using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Elementwise.Drivers;

/// <summary>An operation that fails on some elements.</summary>
internal interface ICheckedOperator<T>
    where T : unmanaged
{
    /// <summary>The number of arguments, 1 or 2.</summary>
    static abstract int Arity { get; }

    /// <summary>
    /// Computes one element; false if it fails. An operation of one argument gets it twice.
    /// </summary>
    static abstract bool TryInvoke(T x, T y, out T result);
}

/// <summary>The traversal of kernels that can fail: it ends at the first element that does.</summary>
internal static unsafe class CheckedDriver<T, TOperator>
    where T : unmanaged
    where TOperator : struct, ICheckedOperator<T>
{
    /// <summary>The form of <see cref="ElementKernel.Run"/>. Elements from the failing one on are not written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run(void** arguments, void* result, int count)
    {
        T* first = (T*)arguments[0];
        T* second = TOperator.Arity == 1 ? first : (T*)arguments[1];
        for (int index = 0; index < count; index++)
        {
            if (!TOperator.TryInvoke(first[index], second[index], out T value)) return index;
            ((T*)result)[index] = value;
        }

        return -1;
    }
}
