namespace ActorCompute.Arrays;

/// <summary>
/// The type of an array's elements. Elements are little-endian; a bool is one byte, 0 or 1.
/// </summary>
public enum DType : byte
{
    /// <summary>IEEE 754 binary64, <see cref="double"/>.</summary>
    Float64 = 1,

    /// <summary>IEEE 754 binary32, <see cref="float"/>.</summary>
    Float32 = 2,

    /// <summary>Two's complement, <see cref="long"/>.</summary>
    Int64 = 3,

    /// <summary>Two's complement, <see cref="int"/>.</summary>
    Int32 = 4,

    /// <summary>One byte, 0 or 1, <see cref="bool"/>.</summary>
    Bool = 5,
}

/// <summary>
/// Sizes, names and CLR types of <see cref="DType"/>. All members are pure and thread safe.
/// </summary>
public static class DTypes
{
    /// <summary>The size of one element, in bytes.</summary>
    public static int ItemSize(this DType type) => type switch
    {
        DType.Float64 or DType.Int64 => 8,
        DType.Float32 or DType.Int32 => 4,
        DType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a dtype"),
    };

    /// <summary>
    /// NumPy's name of the dtype: <c>float64</c>, <c>float32</c>, <c>int64</c>, <c>int32</c>, <c>bool</c>.
    /// </summary>
    public static string Name(this DType type) => type switch
    {
        DType.Float64 => "float64",
        DType.Float32 => "float32",
        DType.Int64 => "int64",
        DType.Int32 => "int32",
        DType.Bool => "bool",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a dtype"),
    };

    /// <summary>True for float64 and float32.</summary>
    public static bool IsFloat(this DType type) => type is DType.Float64 or DType.Float32;

    /// <summary>True for int64 and int32 (not for bool).</summary>
    public static bool IsInteger(this DType type) => type is DType.Int64 or DType.Int32;

    /// <summary>The dtype of a CLR type.</summary>
    /// <exception cref="ComputeException">
    /// The type has no dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static DType Of<T>()
    {
        if (typeof(T) == typeof(double)) return DType.Float64;
        if (typeof(T) == typeof(float)) return DType.Float32;
        if (typeof(T) == typeof(long)) return DType.Int64;
        if (typeof(T) == typeof(int)) return DType.Int32;
        if (typeof(T) == typeof(bool)) return DType.Bool;
        return Of(typeof(T));
    }

    /// <inheritdoc cref="Of{T}"/>
    public static DType Of(Type type) =>
        type == typeof(double) ? DType.Float64
        : type == typeof(float) ? DType.Float32
        : type == typeof(long) ? DType.Int64
        : type == typeof(int) ? DType.Int32
        : type == typeof(bool) ? DType.Bool
        : throw new ComputeException(
            ErrorKind.UnsupportedType,
            $"arrays of {type.Name} are not supported: use double, float, long, int or bool");
}
