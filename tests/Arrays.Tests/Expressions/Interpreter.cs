using System.Numerics;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

/// <summary>
/// Computes one element of a typed tree plainly: both branches of where, failing where C#'s integers fail.
/// </summary>
internal static class Interpreter
{
    public static Scalar Evaluate(TypedExpression tree, params Scalar[] inputs)
    {
        switch (tree)
        {
            case TypedExpression.Constant constant:
                return constant.Value;
            case TypedExpression.Variable variable:
                return inputs[variable.Input];
            case TypedExpression.Cast cast:
                return Evaluate(cast.Argument, inputs).ConvertTo(cast.Type);
            case TypedExpression.Operation operation:
                Scalar[] values = [.. operation.Arguments.Select(argument => Evaluate(argument, inputs))];
                return Apply(operation.Function, values);
            default:
                throw new InvalidOperationException();
        }
    }

    private static Scalar Apply(Function function, Scalar[] values)
    {
        if (function == Function.Where) return values[0].ToBool() ? values[1] : values[2];
        Scalar first = values[0];
        Scalar last = values[^1];
        return first.Type switch
        {
            DType.Float64 => Float(function, first.As<double>(), last.As<double>(), Scalar.Of),
            DType.Float32 => Float(function, first.As<float>(), last.As<float>(), Scalar.Of),
            DType.Int64 => Integer(function, first.As<long>(), last.As<long>(), Scalar.Of),
            DType.Int32 => Integer(function, first.As<int>(), last.As<int>(), Scalar.Of),
            _ => Bool(function, first.As<bool>(), last.As<bool>()),
        };
    }

    private static Scalar Bool(Function function, bool left, bool right) => Scalar.Of(function switch
    {
        Function.Invert => !left,
        Function.BitwiseAnd => left & right,
        Function.BitwiseOr => left | right,
        Function.Equal => left == right,
        Function.NotEqual => left != right,
        _ => throw new InvalidOperationException(function.ToString()),
    });

    private static Scalar Integer<T>(Function function, T left, T right, Func<T, Scalar> scalar)
        where T : IBinaryInteger<T>, IMinMaxValue<T> => function switch
        {
            Function.Invert => scalar(~left),
            Function.BitwiseAnd => scalar(left & right),
            Function.BitwiseOr => scalar(left | right),
            Function.QuotientChecked => scalar(left / right),
            Function.RemainderChecked => scalar(left % right),
            Function.AbsoluteChecked => scalar(T.Abs(left)),
            Function.Sign => scalar(T.CreateTruncating(T.Sign(left))),
            _ => Number(function, left, right, scalar),
        };

    private static Scalar Float<T>(Function function, T left, T right, Func<T, Scalar> scalar)
        where T : IFloatingPointIeee754<T>, IMinMaxValue<T> => function switch
        {
            Function.TrueDivide => scalar(left / right),
            Function.Fmod => scalar(left % right),
            Function.Absolute => scalar(T.Abs(left)),
            Function.Sqrt => scalar(T.Sqrt(left)),
            Function.Exp => scalar(T.Exp(left)),
            Function.Expm1 => scalar(T.ExpM1(left)),
            Function.Log => scalar(T.Log(left)),
            Function.Log1p => scalar(T.LogP1(left)),
            Function.Sin => scalar(T.Sin(left)),
            Function.Arcsinh => scalar(T.Asinh(left)),
            Function.Arctan2 => scalar(T.Atan2(left, right)),
            Function.Hypot => scalar(T.Hypot(left, right)),
            Function.Power => scalar(T.Pow(left, right)),
            Function.Floor => scalar(T.Floor(left)),
            Function.Ceil => scalar(T.Ceiling(left)),
            Function.Trunc => scalar(T.Truncate(left)),
            Function.Rint => scalar(T.Round(left)),
            Function.Degrees => scalar(T.RadiansToDegrees(left)),
            Function.Isnan => Scalar.Of(T.IsNaN(left)),
            Function.Isinf => Scalar.Of(T.IsInfinity(left)),
            Function.Isfinite => Scalar.Of(T.IsFinite(left)),
            _ => Number(function, left, right, scalar),
        };

    private static Scalar Number<T>(Function function, T left, T right, Func<T, Scalar> scalar)
        where T : INumber<T> => function switch
        {
            Function.Negative => scalar(unchecked(-left)),
            Function.Add => scalar(unchecked(left + right)),
            Function.Subtract => scalar(unchecked(left - right)),
            Function.Multiply => scalar(unchecked(left * right)),
            Function.Minimum => scalar(T.Min(left, right)),
            Function.Maximum => scalar(T.Max(left, right)),
            Function.Less => Scalar.Of(left < right),
            Function.LessEqual => Scalar.Of(left <= right),
            Function.Greater => Scalar.Of(left > right),
            Function.GreaterEqual => Scalar.Of(left >= right),
            Function.Equal => Scalar.Of(left == right),
            Function.NotEqual => Scalar.Of(left != right),
            _ => throw new InvalidOperationException(function.ToString()),
        };
}
