using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>The kernel of each function and dtype. All members are pure and thread safe.</summary>
internal static class ElementKernels
{
    /// <summary>
    /// The kernel of a function whose arguments have the dtype <paramref name="type"/> (of where: the second
    /// and third).
    /// </summary>
    /// <exception cref="ComputeException">
    /// The function has no meaning for the dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static ElementKernel Find(Function function, DType type) =>
        Find(function, type, VectorWidths.Preferred);

    /// <inheritdoc cref="Find(Function, DType)"/>
    public static ElementKernel Find(Function function, DType type, VectorWidth width) =>
        FindOrNull(function, type, width)
        ?? throw new ComputeException(
            ErrorKind.UnsupportedType,
            $"{function} is not defined for {type.Name()}: convert the argument to another dtype first");

    /// <summary>The same; null if the function has no meaning for the dtype.</summary>
    public static ElementKernel? FindOrNull(Function function, DType type, VectorWidth width) => type switch
    {
        DType.Float64 => FloatKernels.Find<double>(function, width)
            ?? FunctionKernels.Find<Float64Precision>(function, width),
        DType.Float32 => FloatKernels.Find<float>(function, width)
            ?? FunctionKernels.Find<Float32Precision>(function, width),
        DType.Int64 => IntegerKernels.Find<long>(function, width),
        DType.Int32 => IntegerKernels.Find<int>(function, width),
        _ => BoolKernels.Find(function, width),
    };

    /// <summary>The kernel that converts from one dtype to another, which may be the same.</summary>
    public static ElementKernel FindCast(DType from, DType to) => FindCast(from, to, VectorWidths.Preferred);

    /// <inheritdoc cref="FindCast(DType, DType)"/>
    public static ElementKernel FindCast(DType from, DType to, VectorWidth width) => to switch
    {
        DType.Float64 => CastKernels.To<double>(from, width),
        DType.Float32 => CastKernels.To<float>(from, width),
        DType.Int64 => CastKernels.To<long>(from, width),
        DType.Int32 => CastKernels.To<int>(from, width),
        _ => CastKernels.ToBool(from, width),
    };

    /// <summary>
    /// The kernel that copies elements in their canonical form: what turns an input into a result by itself.
    /// </summary>
    public static ElementKernel FindCopy(DType type) => FindCast(type, type);
}
