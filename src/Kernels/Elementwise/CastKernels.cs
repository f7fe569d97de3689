using ActorCompute.Arrays;
using ActorCompute.Kernels.Elementwise.Operators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>Conversions between dtypes, as C#'s unchecked cast; to bool is "not zero", so that NaN is true.</summary>
internal static class CastKernels
{
    /// <summary>To a number.</summary>
    public static ElementKernel To<T>(DType from, VectorWidth width)
        where T : unmanaged => from switch
        {
            _ when from == DTypes.Of<T>() => KernelFactory.Unary<T, Copy<T>>(width, Cost.Move<T>()),
            DType.Float64 => KernelFactory.Cast<double, T>(width, Cost.Convert),
            DType.Float32 => KernelFactory.Cast<float, T>(width, Cost.Convert),
            DType.Int64 => KernelFactory.Cast<long, T>(width, Cost.Convert),
            DType.Int32 => KernelFactory.Cast<int, T>(width, Cost.Convert),
            _ => KernelFactory.BoolToNumber<T>(width, Cost.Convert),
        };

    /// <summary>To bool.</summary>
    public static ElementKernel ToBool(DType from, VectorWidth width) => from switch
    {
        DType.Float64 => KernelFactory.Test<double, IsNotZero<double>>(width, Cost.Test),
        DType.Float32 => KernelFactory.Test<float, IsNotZero<float>>(width, Cost.Test),
        DType.Int64 => KernelFactory.Test<long, IsNotZero<long>>(width, Cost.Test),
        DType.Int32 => KernelFactory.Test<int, IsNotZero<int>>(width, Cost.Test),
        _ => KernelFactory.Unary<byte, Copy<byte>>(width, Cost.Move<byte>()),
    };
}
