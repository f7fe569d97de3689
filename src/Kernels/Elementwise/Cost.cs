namespace ActorCompute.Kernels.Elementwise;

/// <summary>
/// Rough costs of an element in nanoseconds, of arrays in the first-level cache with vectors of 512 bits:
/// good to a factor of two, which is what scheduling needs.
/// </summary>
internal static class Cost
{
    /// <summary>To and from bools, and between dtypes.</summary>
    public const double Convert = 0.1;

    /// <summary>A mask stored as bytes.</summary>
    public const double Test = 0.15;

    /// <summary>A vector division or square root of float64; half for float32.</summary>
    public const double Divide = 0.3;

    /// <summary>A vector division with what makes quotient and remainder exact.</summary>
    public const double WholeDivide = 0.6;

    /// <summary>A short polynomial: the exponential, sine or logarithm.</summary>
    public const double Function = 0.5;

    /// <summary>Two of those.</summary>
    public const double LongFunction = 1.2;

    /// <summary>An integer division.</summary>
    public const double IntegerDivide = 3;

    /// <summary>A call of the platform's library.</summary>
    public const double Scalar = 10;

    /// <summary>Load, an instruction or two, store: limited by the cache.</summary>
    public static unsafe double Move<T>()
        where T : unmanaged => 0.01 * sizeof(T);
}
