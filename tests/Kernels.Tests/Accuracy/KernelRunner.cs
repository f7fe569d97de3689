using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>Runs kernels over arrays; the second counts for functions of two arguments only.</summary>
internal static unsafe class KernelRunner
{
    public static T[] Run<T>(Function function, T[] x, T[] y, VectorWidth width = VectorWidth.Bits512)
        where T : unmanaged => Run(ElementKernels.Find(function, DTypes.Of<T>(), width), x, y);

    public static T[] Run<T>(ElementKernel kernel, T[] x, T[] y)
        where T : unmanaged
    {
        T[] results = new T[x.Length];
        fixed (T* first = x, second = y, target = results)
        {
            void** arguments = stackalloc void*[] { first, second };
            kernel.Run(arguments, target, x.Length).ShouldBe(-1);
        }

        return results;
    }
}
