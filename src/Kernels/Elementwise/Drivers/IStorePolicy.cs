using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Drivers;

/// <summary>How results reach memory.</summary>
internal unsafe interface IStorePolicy
{
    /// <summary>True if results must lie aligned to the vector.</summary>
    static abstract bool NeedsAlignment { get; }

    /// <summary>Writes a vector of results.</summary>
    static abstract void Store<T, TVector>(T* target, TVector value)
        where T : unmanaged
        where TVector : struct, ISimd<TVector, T>;
}

/// <summary>Into the cache: for results that are read again soon.</summary>
internal readonly unsafe struct CachedStore : IStorePolicy
{
    public static bool NeedsAlignment => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T, TVector>(T* target, TVector value)
        where T : unmanaged
        where TVector : struct, ISimd<TVector, T> => TVector.Store(target, value);
}

/// <summary>Past the cache: for results larger than it, whose lines need not be read before they are written.</summary>
internal readonly unsafe struct StreamingStore : IStorePolicy
{
    public static bool NeedsAlignment => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T, TVector>(T* target, TVector value)
        where T : unmanaged
        where TVector : struct, ISimd<TVector, T> => TVector.StoreStreaming(target, value);
}
