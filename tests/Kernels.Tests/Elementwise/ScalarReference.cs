using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>
/// What exact functions give, one element at a time, in plain C#: floats natively, integers in BigInteger.
/// </summary>
internal static class ScalarReference
{
    public static Scalar Of(Function function, DType type, params Scalar[] arguments)
    {
        if (function == Function.Where)
        {
            return Canonical(arguments[0].Bits != 0 ? arguments[1] : arguments[2]);
        }

        Scalar x = arguments[0];
        Scalar y = arguments[^1];
        return type switch
        {
            DType.Float64 => OfFloat(function, x.ToDouble(), y.ToDouble(), Scalar.Of),
            DType.Float32 => OfFloat(function, (float)x.ToDouble(), (float)y.ToDouble(), Scalar.Of),
            DType.Bool => OfBool(function, x.Bits != 0, y.Bits != 0),
            _ => OfInteger(function, x.Bits, y.Bits, type),
        };
    }

    /// <summary>The one NaN, and bools of 0 or 1.</summary>
    public static Scalar Canonical(Scalar value) => value.Type switch
    {
        DType.Float64 when double.IsNaN(value.ToDouble()) => new Scalar(value.Type, 0x7FF8_0000_0000_0000),
        DType.Float32 when double.IsNaN(value.ToDouble()) => new Scalar(value.Type, 0x7FC0_0000),
        DType.Bool => Scalar.Of(value.Bits != 0),
        _ => value,
    };

    private static Scalar OfFloat<T>(Function function, T x, T y, Func<T, Scalar> scalarOf)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (Test(function, x, y) is bool test) return Scalar.Of(test);
        T degrees = T.CreateChecked(180);
        T result = function switch
        {
            Function.Negative => -x,
            Function.Absolute => T.Abs(x),
            Function.Sign => T.IsNaN(x) ? x : T.CreateChecked(T.Sign(x)),
            Function.Square => x * x,
            Function.Sqrt => T.Sqrt(x),
            Function.Reciprocal => T.One / x,
            Function.Floor => T.Floor(x),
            Function.Ceil => T.Ceiling(x),
            Function.Trunc => T.Truncate(x),
            Function.Rint => T.Round(x, MidpointRounding.ToEven),
            Function.Degrees => x * (degrees / T.Pi),
            Function.Radians => x * (T.Pi / degrees),
            Function.Add => x + y,
            Function.Subtract => x - y,
            Function.Multiply => x * y,
            Function.TrueDivide => x / y,
            Function.Minimum => T.IsNaN(x) || T.IsNaN(y) ? T.NaN : IsBefore(y, x) ? y : x,
            Function.Maximum => T.IsNaN(x) || T.IsNaN(y) ? T.NaN : IsBefore(x, y) ? y : x,
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no reference"),
        };
        return Canonical(scalarOf(result));
    }

    private static bool IsBefore<T>(T x, T y)
        where T : IBinaryFloatingPointIeee754<T> => x < y || (x == y && T.IsNegative(x) && !T.IsNegative(y));

    private static bool? Test<T>(Function function, T x, T y)
        where T : INumber<T> => function switch
        {
            Function.Less => x < y,
            Function.LessEqual => x <= y,
            Function.Greater => x > y,
            Function.GreaterEqual => x >= y,
            Function.Equal => x == y,
            Function.NotEqual => x != y,
            Function.Isnan => T.IsNaN(x),
            Function.Isinf => T.IsInfinity(x),
            Function.Isfinite => T.IsFinite(x),
            _ => null,
        };

    private static Scalar OfInteger(Function function, BigInteger x, BigInteger y, DType type)
    {
        if (Test(function, x, y) is bool test) return Scalar.Of(test);
        BigInteger modulus = BigInteger.One << (8 * type.ItemSize());
        BigInteger result = function switch
        {
            Function.Negative => -x,
            Function.Invert => -x - 1,
            Function.Absolute => BigInteger.Abs(x),
            Function.Sign => x.Sign,
            Function.Square => x * x,
            Function.Reciprocal => x.IsZero ? -modulus / 2 : BigInteger.Divide(1, x),
            Function.Floor or Function.Ceil or Function.Trunc or Function.Rint => x,
            Function.Add => x + y,
            Function.Subtract => x - y,
            Function.Multiply => x * y,
            Function.FloorDivide => y.IsZero ? 0 : (x - Modulo(x, y)) / y,
            Function.Remainder => y.IsZero ? 0 : Modulo(x, y),
            Function.Fmod => y.IsZero ? 0 : BigInteger.Remainder(x, y),
            Function.Minimum => BigInteger.Min(x, y),
            Function.Maximum => BigInteger.Max(x, y),
            Function.BitwiseAnd => x & y,
            Function.BitwiseOr => x | y,
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no reference"),
        };
        return Wrap(result, type);
    }

    /// <summary>The integer of the dtype that is congruent to the exact value.</summary>
    public static Scalar Wrap(BigInteger value, DType type)
    {
        BigInteger modulus = BigInteger.One << (8 * type.ItemSize());
        BigInteger low = Modulo(value, modulus);
        long bits = (long)(low >= modulus / 2 ? low - modulus : low);
        return type == DType.Int32 ? Scalar.Of((int)bits) : Scalar.Of(bits);
    }

    private static BigInteger Modulo(BigInteger x, BigInteger y)
    {
        BigInteger remainder = BigInteger.Remainder(x, y);
        return remainder.IsZero || remainder.Sign == y.Sign ? remainder : remainder + y;
    }

    private static Scalar OfBool(Function function, bool x, bool y) => Scalar.Of(function switch
    {
        Function.Invert => !x,
        Function.Absolute or Function.Floor or Function.Ceil or Function.Trunc => x,
        Function.Add or Function.BitwiseOr or Function.Maximum => x || y,
        Function.Multiply or Function.BitwiseAnd or Function.Minimum => x && y,
        _ => Test<int>(function, x ? 1 : 0, y ? 1 : 0)!.Value,
    });
}
