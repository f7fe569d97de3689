using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Drivers;

/// <summary>A unary operator on vectors.</summary>
internal readonly unsafe struct UnaryStep<T, TOperator, TVector> : IKernelStep
    where T : unmanaged
    where TOperator : struct, IUnaryOperator<T>
    where TVector : struct, ISimd<TVector, T>
{
    public static int Count => TVector.Count;
    public static int FirstSize => sizeof(T);
    public static int SecondSize => 0;
    public static int ThirdSize => 0;
    public static int ResultSize => sizeof(T);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy
    {
        TVector value = TOperator.Invoke(TVector.Load((T*)first));
        if (default(TOperator) is not ICanonicalResults) value = Canonical.Of<T, TVector>(value);
        TStore.Store((T*)result, value);
    }
}

/// <summary>A binary operator on vectors.</summary>
internal readonly unsafe struct BinaryStep<T, TOperator, TVector> : IKernelStep
    where T : unmanaged
    where TOperator : struct, IBinaryOperator<T>
    where TVector : struct, ISimd<TVector, T>
{
    public static int Count => TVector.Count;
    public static int FirstSize => sizeof(T);
    public static int SecondSize => sizeof(T);
    public static int ThirdSize => 0;
    public static int ResultSize => sizeof(T);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy
    {
        TVector value = TOperator.Invoke(TVector.Load((T*)first), TVector.Load((T*)second));
        TStore.Store((T*)result, Canonical.Of<T, TVector>(value));
    }
}

/// <summary>A ternary operator on vectors.</summary>
internal readonly unsafe struct TernaryStep<T, TOperator, TVector> : IKernelStep
    where T : unmanaged
    where TOperator : struct, ITernaryOperator<T>
    where TVector : struct, ISimd<TVector, T>
{
    public static int Count => TVector.Count;
    public static int FirstSize => sizeof(T);
    public static int SecondSize => sizeof(T);
    public static int ThirdSize => sizeof(T);
    public static int ResultSize => sizeof(T);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy
    {
        TVector value = TOperator.Invoke(
            TVector.Load((T*)first), TVector.Load((T*)second), TVector.Load((T*)third));
        TStore.Store((T*)result, Canonical.Of<T, TVector>(value));
    }
}

/// <summary>Chooses between two arrays by one of bools.</summary>
internal readonly unsafe struct WhereStep<T, TVector> : IKernelStep
    where T : unmanaged
    where TVector : struct, ISimd<TVector, T>
{
    public static int Count => TVector.Count;
    public static int FirstSize => 1;
    public static int SecondSize => sizeof(T);
    public static int ThirdSize => sizeof(T);
    public static int ResultSize => sizeof(T);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy
    {
        TVector value = TVector.Select(
            TVector.LoadMask(first), TVector.Load((T*)second), TVector.Load((T*)third));
        TStore.Store((T*)result, Canonical.Of<T, TVector>(value));
    }
}

/// <summary>A test of one element: the operator gives a mask, which is stored as bytes.</summary>
internal readonly unsafe struct TestStep<T, TOperator, TVector> : IKernelStep
    where T : unmanaged
    where TOperator : struct, IUnaryOperator<T>
    where TVector : struct, ISimd<TVector, T>
{
    public static int Count => TVector.Count;
    public static int FirstSize => sizeof(T);
    public static int SecondSize => 0;
    public static int ThirdSize => 0;
    public static int ResultSize => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy =>
        TVector.StoreMask(result, TOperator.Invoke(TVector.Load((T*)first)));
}

/// <summary>A comparison of two elements: the operator gives a mask, which is stored as bytes.</summary>
internal readonly unsafe struct ComparisonStep<T, TOperator, TVector> : IKernelStep
    where T : unmanaged
    where TOperator : struct, IBinaryOperator<T>
    where TVector : struct, ISimd<TVector, T>
{
    public static int Count => TVector.Count;
    public static int FirstSize => sizeof(T);
    public static int SecondSize => sizeof(T);
    public static int ThirdSize => 0;
    public static int ResultSize => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy =>
        TVector.StoreMask(result, TOperator.Invoke(TVector.Load((T*)first), TVector.Load((T*)second)));
}
