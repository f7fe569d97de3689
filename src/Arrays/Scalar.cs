using System.Globalization;

namespace ActorCompute.Arrays;

/// <summary>One element of any dtype: a constant of an expression, or the value of a reduction.</summary>
/// <param name="Type">The dtype.</param>
/// <param name="Bits">
/// The element's bits in the low bytes: float32 as its 32 bits, int32 sign-extended, bool as 0 or 1.
/// </param>
public readonly record struct Scalar(DType Type, long Bits)
{
    /// <summary>A float64.</summary>
    public static Scalar Of(double value) => new(DType.Float64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A float32.</summary>
    public static Scalar Of(float value) => new(DType.Float32, BitConverter.SingleToUInt32Bits(value));

    /// <summary>An int64.</summary>
    public static Scalar Of(long value) => new(DType.Int64, value);

    /// <summary>An int32.</summary>
    public static Scalar Of(int value) => new(DType.Int32, value);

    /// <summary>A bool.</summary>
    public static Scalar Of(bool value) => new(DType.Bool, value ? 1 : 0);

    /// <summary>The value as float64: exact except for large int64, which round to nearest even.</summary>
    public double ToDouble() => Type switch
    {
        DType.Float64 => BitConverter.Int64BitsToDouble(Bits),
        DType.Float32 => BitConverter.UInt32BitsToSingle((uint)Bits),
        _ => Bits,
    };

    /// <summary>The value as int64: floats truncate and saturate, NaN gives 0; bool gives 0 or 1.</summary>
    public long ToInt64() => Type.IsFloat() ? (long)ToDouble() : Bits;

    /// <summary>True unless the value is zero. NaN is true, as in NumPy.</summary>
    public bool ToBool() => Type.IsFloat() ? ToDouble() != 0 : Bits != 0;

    /// <summary>The value converted to <paramref name="target"/>, as the cast kernels convert.</summary>
    public Scalar ConvertTo(DType target) => target switch
    {
        DType.Float64 => Of(ToDouble()),
        DType.Float32 => Type.IsFloat() ? Of((float)ToDouble()) : Of((float)Bits),
        DType.Int64 => Of(ToInt64()),
        DType.Int32 => Type.IsFloat() ? Of((int)ToDouble()) : Of((int)Bits),
        _ => Of(ToBool()),
    };

    /// <summary>
    /// The value as <typeparamref name="T"/>, which must be the CLR type of <see cref="Type"/>.
    /// </summary>
    /// <exception cref="ComputeException">
    /// Another dtype was asked for (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public T As<T>() where T : unmanaged
    {
        if (DTypes.Of<T>() != Type)
        {
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                $"the value is {Type.Name()}, not {DTypes.Of<T>().Name()}: ask for {Type.Name()}");
        }

        long bits = Bits;
        return System.Runtime.CompilerServices.Unsafe.As<long, T>(ref bits);
    }

    /// <summary>
    /// The shortest text that reads back as the same value: <c>0.1</c>, <c>-3</c>, <c>true</c>, <c>nan</c>.
    /// </summary>
    public override string ToString() => Type switch
    {
        DType.Float64 => Text(ToDouble().ToString("R", CultureInfo.InvariantCulture)),
        DType.Float32 => Text(((float)ToDouble()).ToString("R", CultureInfo.InvariantCulture)),
        DType.Bool => Bits != 0 ? "true" : "false",
        _ => Bits.ToString(CultureInfo.InvariantCulture),
    };

    private static string Text(string number) => number switch
    {
        "NaN" => "nan",
        "Infinity" => "inf",
        "-Infinity" => "-inf",
        _ => number,
    };
}
