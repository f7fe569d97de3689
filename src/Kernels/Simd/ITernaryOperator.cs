namespace ActorCompute.Kernels.Simd;

/// <summary>An algorithm on three elements; otherwise as <see cref="IUnaryOperator{T}"/>.</summary>
/// <typeparam name="T">The element of arguments and result.</typeparam>
public interface ITernaryOperator<T>
    where T : unmanaged
{
    /// <summary>The result of each lane, from that lane of the arguments alone.</summary>
    static abstract TVector Invoke<TVector>(TVector x, TVector y, TVector z)
        where TVector : struct, ISimd<TVector, T>;
}
