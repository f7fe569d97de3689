namespace ActorCompute.Arrays.Reductions;

/// <summary>A reduction of all elements to one value, by NumPy's name.</summary>
public enum Reduction : byte
{
    /// <summary>
    /// The sum: float64 and float32 as float64 (float32 rounded at the end), int32 and bool as int64; int64
    /// wraps.
    /// </summary>
    Sum = 1,

    /// <summary>The product, with the dtypes of the sum.</summary>
    Prod,

    /// <summary>The least element; NaN if there is one; -0.0 is less than +0.0.</summary>
    Min,

    /// <summary>The greatest element; NaN if there is one; -0.0 is less than +0.0.</summary>
    Max,

    /// <summary>The mean, float64 (float32 of float32): sum / count.</summary>
    Mean,

    /// <summary>The population variance, float64 (float32 of float32).</summary>
    Var,

    /// <summary>The population standard deviation, float64 (float32 of float32).</summary>
    Std,

    /// <summary>The Euclidean norm, float64 (float32 of float32).</summary>
    Norm,

    /// <summary>The index of the first least element (of the first NaN if there is one), int64.</summary>
    Argmin,

    /// <summary>The index of the first greatest element (of the first NaN if there is one), int64.</summary>
    Argmax,

    /// <summary>How many elements are not zero, int64.</summary>
    CountNonzero,

    /// <summary>True if any element is not zero, bool.</summary>
    Any,

    /// <summary>True if no element is zero, bool.</summary>
    All,
}
