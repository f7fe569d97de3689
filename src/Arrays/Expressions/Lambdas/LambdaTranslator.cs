using System.Linq.Expressions;

namespace ActorCompute.Arrays.Expressions.Lambdas;

/// <summary>
/// Translates the body of a lambda. A part that C# computes only under a condition carries that condition as
/// its guard: arrays compute both branches, so operations that can fail get harmless arguments where the
/// guard is false.
/// </summary>
internal sealed class LambdaTranslator
{
    private readonly IReadOnlyList<ParameterExpression> _parameters;

    private LambdaTranslator(IReadOnlyList<ParameterExpression> parameters) => _parameters = parameters;

    /// <summary>The tree of a lambda.</summary>
    public static ArrayExpression Translate(LambdaExpression lambda)
    {
        new DepthCheck().Visit(lambda.Body);
        HashSet<string> names = [];
        foreach (ParameterExpression parameter in lambda.Parameters)
        {
            DTypes.Of(parameter.Type);
            if (parameter.Name is null || parameter.IsByRef || !names.Add(parameter.Name))
            {
                throw Refusal.Of(parameter, "parameters are passed by value and have names of their own", "rename it");
            }
        }

        return new LambdaTranslator(lambda.Parameters).Translate(lambda.Body, guard: null);
    }

    /// <summary>A value that C# knows, as a constant of its type.</summary>
    public static ArrayExpression.Constant TypedConstant(Expression part, object? value) => value switch
    {
        double number => Typed(Scalar.Of(number)),
        float number => Typed(Scalar.Of(number)),
        long number => Typed(Scalar.Of(number)),
        int number => Typed(Scalar.Of(number)),
        bool truth => Typed(Scalar.Of(truth)),
        _ => throw UnsupportedType(part),
    };

    private static ArrayExpression.Constant Typed(Scalar value) => new(value, IsWeak: false);

    private static ComputeException UnsupportedType(Expression part) =>
        Refusal.Of(part, $"it is of type {part.Type.Name}", "use double, float, long, int or bool");

    private ArrayExpression Translate(Expression node, ArrayExpression? guard)
    {
        ArrayExpression result = node switch
        {
            ConstantExpression constant => TypedConstant(node, constant.Value),
            ParameterExpression parameter => Variable(parameter),
            MemberExpression member => CapturedValue.Read(member),
            UnaryExpression unary => Translate(unary, guard),
            BinaryExpression binary => Translate(binary, guard),
            ConditionalExpression conditional => Translate(conditional, guard),
            MethodCallExpression call => Translate(call, guard),
            _ => throw Refusal.Of(node, "only arithmetic, comparisons, choices and methods of Math are taken"),
        };
        return IsElement(node.Type) ? result : throw UnsupportedType(node);
    }

    private static bool IsElement(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(long) || type == typeof(int)
        || type == typeof(bool);

    private static ArrayExpression.Operation Apply(Function function, params ArrayExpression[] arguments) =>
        new(function, arguments);

    private ArrayExpression.Variable Variable(ParameterExpression parameter) => _parameters.Contains(parameter)
        ? new ArrayExpression.Variable(parameter.Name!)
        : throw Refusal.Of(parameter, "it is not a parameter of the lambda");

    private ArrayExpression Translate(UnaryExpression node, ArrayExpression? guard)
    {
        if (node.Method is not null || node.IsLifted || !IsElement(node.Operand.Type))
        {
            throw UnsupportedType(IsElement(node.Operand.Type) ? node : node.Operand);
        }

        switch (node.NodeType)
        {
            case ExpressionType.Negate:
                return Negate(Translate(node.Operand, guard));
            case ExpressionType.UnaryPlus:
                return Translate(node.Operand, guard);
            case ExpressionType.Not or ExpressionType.OnesComplement:
                return Apply(Function.Invert, Translate(node.Operand, guard));
            case ExpressionType.Convert:
                return Convert(node, guard);
            case ExpressionType.NegateChecked or ExpressionType.ConvertChecked:
                throw Checked(node);
            default:
                throw Refusal.Of(node, $"it is a {node.NodeType}");
        }
    }

    // A constant stays one, so that Clamp knows the bounds -limit and limit.
    private static ArrayExpression Negate(ArrayExpression operand) => operand is ArrayExpression.Constant constant
        ? constant.Value.Type switch
        {
            DType.Float64 => Typed(Scalar.Of(-constant.Value.As<double>())),
            DType.Float32 => Typed(Scalar.Of(-constant.Value.As<float>())),
            DType.Int64 => Typed(Scalar.Of(unchecked(-constant.Value.As<long>()))),
            _ => Typed(Scalar.Of(unchecked(-constant.Value.As<int>()))),
        }
        : Apply(Function.Negative, operand);

    private ArrayExpression Convert(UnaryExpression node, ArrayExpression? guard)
    {
        ArrayExpression operand = Translate(node.Operand, guard);
        if (node.Type == node.Operand.Type) return operand;
        if (!IsElement(node.Type)) throw UnsupportedType(node);
        DType type = DTypes.Of(node.Type);
        return operand is ArrayExpression.Constant constant
            ? Typed(constant.Value.ConvertTo(type))
            : new ArrayExpression.Cast(type, operand);
    }

    private ArrayExpression Translate(BinaryExpression node, ArrayExpression? guard)
    {
        if (node.Method is not null || node.IsLifted) throw UnsupportedType(node);
        ArrayExpression left = Translate(node.Left, guard);
        switch (node.NodeType)
        {
            case ExpressionType.AndAlso:
                return Apply(Function.BitwiseAnd, left, Translate(node.Right, And(guard, left)));
            case ExpressionType.OrElse:
                return Apply(Function.BitwiseOr, left, Translate(node.Right, And(guard, Not(left))));
        }

        ArrayExpression right = Translate(node.Right, guard);
        bool isInteger = node.Left.Type == typeof(int) || node.Left.Type == typeof(long);
        return node.NodeType switch
        {
            ExpressionType.Divide when isInteger =>
                Apply(Function.QuotientChecked, left, Guarded(right, guard, node.Type, harmless: 1)),
            ExpressionType.Modulo when isInteger =>
                Apply(Function.RemainderChecked, left, Guarded(right, guard, node.Type, harmless: 1)),
            ExpressionType.Add => Apply(Function.Add, left, right),
            ExpressionType.Subtract => Apply(Function.Subtract, left, right),
            ExpressionType.Multiply => Apply(Function.Multiply, left, right),
            ExpressionType.Divide => Apply(Function.TrueDivide, left, right),
            ExpressionType.Modulo => Apply(Function.Fmod, left, right),
            ExpressionType.LessThan => Apply(Function.Less, left, right),
            ExpressionType.LessThanOrEqual => Apply(Function.LessEqual, left, right),
            ExpressionType.GreaterThan => Apply(Function.Greater, left, right),
            ExpressionType.GreaterThanOrEqual => Apply(Function.GreaterEqual, left, right),
            ExpressionType.Equal => Apply(Function.Equal, left, right),
            ExpressionType.NotEqual => Apply(Function.NotEqual, left, right),
            ExpressionType.And => Apply(Function.BitwiseAnd, left, right),
            ExpressionType.Or => Apply(Function.BitwiseOr, left, right),
            ExpressionType.ExclusiveOr when node.Type == typeof(bool) =>
                throw Refusal.Of(node, "exclusive or is not among the functions", "write a != b"),
            ExpressionType.AddChecked or ExpressionType.SubtractChecked or ExpressionType.MultiplyChecked =>
                throw Checked(node),
            _ => throw Refusal.Of(node, $"{node.NodeType} is not among the functions"),
        };
    }

    private static ComputeException Checked(Expression node) => Refusal.Of(
        node, "integers wrap on arrays and checked arithmetic does not", "write the lambda in unchecked(...)");

    private ArrayExpression Translate(ConditionalExpression node, ArrayExpression? guard)
    {
        ArrayExpression condition = Translate(node.Test, guard);
        return Apply(
            Function.Where,
            condition,
            Translate(node.IfTrue, And(guard, condition)),
            Translate(node.IfFalse, And(guard, Not(condition))));
    }

    private static ArrayExpression Not(ArrayExpression condition) => Apply(Function.Invert, condition);

    private static ArrayExpression And(ArrayExpression? guard, ArrayExpression condition) =>
        guard is null ? condition : Apply(Function.BitwiseAnd, guard, condition);

    // The argument, or where the guard is false, a value that does no harm.
    private static ArrayExpression Guarded(
        ArrayExpression argument, ArrayExpression? guard, Type type, int harmless)
    {
        bool isNeeded = guard is not null && argument is not ArrayExpression.Constant { Value.Bits: not (0 or -1) };
        Scalar value = Scalar.Of(harmless).ConvertTo(DTypes.Of(type));
        return isNeeded
            ? Apply(Function.Where, guard!, argument, Typed(value))
            : argument;
    }

    private ArrayExpression Translate(MethodCallExpression node, ArrayExpression? guard)
    {
        if (!MathMethods.IsMath(node.Method))
        {
            throw Refusal.Of(node, $"{node.Method.DeclaringType?.Name}.{node.Method.Name} is not a method of Math");
        }

        return (node.Method.Name, node.Arguments.Count) switch
        {
            ("Clamp", 3) => Clamp(node, guard),
            ("Round", 2) => Round(node, guard),
            ("Sign", 1) => Sign(node, guard),
            ("Abs", 1) when node.Type == typeof(int) || node.Type == typeof(long) => Absolute(node, guard),
            _ when MathMethods.Find(node.Method) is { } function =>
                Apply(function, [.. node.Arguments.Select(argument => Translate(argument, guard))]),
            _ => throw Refusal.Of(node, $"this {node.Method.Name} is not among the functions"),
        };
    }

    // As C# defines it, which differs from minimum and maximum for -0.0 and NaN bounds.
    private ArrayExpression Clamp(MethodCallExpression node, ArrayExpression? guard)
    {
        ArrayExpression value = Translate(node.Arguments[0], guard);
        ArrayExpression lower = Translate(node.Arguments[1], guard);
        ArrayExpression upper = Translate(node.Arguments[2], guard);
        if (lower is not ArrayExpression.Constant low || upper is not ArrayExpression.Constant high)
        {
            throw Refusal.Of(
                node, "Clamp fails where bounds cross and these are computed", "write Math.Min(Math.Max(x, low), high)");
        }

        bool areCrossed = low.Value.Type.IsFloat()
            ? low.Value.ToDouble() > high.Value.ToDouble()
            : low.Value.Bits > high.Value.Bits;
        if (areCrossed) throw Refusal.Of(node, "the lower bound is over the upper one", "exchange them");
        return Apply(
            Function.Where,
            Apply(Function.Less, value, lower),
            lower,
            Apply(Function.Where, Apply(Function.Greater, value, upper), upper, value));
    }

    private ArrayExpression Round(MethodCallExpression node, ArrayExpression? guard)
    {
        bool isToEven = node.Arguments[1] is ConstantExpression { Value: MidpointRounding.ToEven };
        return isToEven
            ? Apply(Function.Rint, Translate(node.Arguments[0], guard))
            : throw Refusal.Of(node, "only rounding to the nearest integer, ties to even, is among the functions");
    }

    private ArrayExpression Sign(MethodCallExpression node, ArrayExpression? guard)
    {
        Type type = node.Arguments[0].Type;
        if (type != typeof(int) && type != typeof(long))
        {
            throw Refusal.Of(node, "Sign fails on NaN", "write x > 0 ? 1 : x < 0 ? -1 : 0");
        }

        ArrayExpression sign = Apply(Function.Sign, Translate(node.Arguments[0], guard));
        return type == typeof(int) ? sign : new ArrayExpression.Cast(DType.Int32, sign);
    }

    private ArrayExpression Absolute(MethodCallExpression node, ArrayExpression? guard)
    {
        ArrayExpression argument = Translate(node.Arguments[0], guard);
        return Apply(Function.AbsoluteChecked, Guarded(argument, guard, node.Type, harmless: 0));
    }
}
