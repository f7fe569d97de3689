using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Drivers;

/// <summary>An algorithm on two elements for which there are no vector instructions.</summary>
internal interface IScalarBinaryOperator<T>
    where T : unmanaged
{
    static abstract T Invoke(T x, T y);
}

/// <summary>A binary operator on one pair of elements after the other.</summary>
internal readonly unsafe struct ScalarBinaryStep<T, TOperator> : IKernelStep
    where T : unmanaged
    where TOperator : struct, IScalarBinaryOperator<T>
{
    public static int Count => 1;
    public static int FirstSize => sizeof(T);
    public static int SecondSize => sizeof(T);
    public static int ThirdSize => 0;
    public static int ResultSize => sizeof(T);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy =>
        *(T*)result = Canonical.Of(TOperator.Invoke(*(T*)first, *(T*)second));
}
