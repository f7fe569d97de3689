namespace ActorCompute.Kernels.Simd;

/// <summary>
/// An algorithm on one element, written for a whole vector of any width. Implement it as a readonly struct
/// without fields; the drivers do the rest (unrolling, tails, alignment, stores past the cache).
/// </summary>
/// <example>
/// <code>
/// readonly struct Logistic : IUnaryOperator&lt;double&gt;
/// {
///     public static V Invoke&lt;V&gt;(V x) where V : struct, ISimd&lt;V, double&gt; =>
///         V.One / (V.One + VectorMath.Exp(-x));
/// }
/// </code>
/// </example>
/// <typeparam name="T">The element of argument and result.</typeparam>
public interface IUnaryOperator<T>
    where T : unmanaged
{
    /// <summary>
    /// The result of each lane, from that lane alone. Lanes beyond the end of an array are 0. Pure; called
    /// on several threads at once. Mark it for aggressive inlining if it is long.
    /// </summary>
    static abstract TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, T>;
}
