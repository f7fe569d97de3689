using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Evaluation;

/// <summary>Short names for building typed expressions.</summary>
internal static class Typed
{
    public static TypedExpression Input(int place, DType type = DType.Float64) =>
        new TypedExpression.Variable(place, type);

    public static TypedExpression Number(double value) => new TypedExpression.Constant(Scalar.Of(value));

    public static TypedExpression Integer(long value) => new TypedExpression.Constant(Scalar.Of(value));

    public static TypedExpression Call(Function function, params TypedExpression[] arguments)
    {
        bool isTest =
            function is Function.Less or Function.LessEqual or Function.Greater or Function.GreaterEqual
            or Function.Equal or Function.NotEqual or Function.Isnan or Function.Isinf or Function.Isfinite;
        return new TypedExpression.Operation(function, arguments, isTest ? DType.Bool : arguments[^1].Type);
    }

    public static TypedExpression Cast(TypedExpression argument, DType type) =>
        new TypedExpression.Cast(argument, type);

    public static TypedExpression Local(LocalKernel kernel, params TypedExpression[] arguments) =>
        new TypedExpression.Local(kernel, arguments);
}
