namespace ActorCompute.Arrays.Expressions.Typing;

/// <summary>Types one operation: in which dtype it computes, and what it is rewritten to.</summary>
internal readonly struct OperationTyping(ArrayExpression.Operation node, IReadOnlyList<Operand> operands)
{
    private Operand First => operands[0];

    private Operand Second => operands[1];

    /// <summary>The operation by NumPy 2's rules, as <see cref="ExpressionTyping"/> lists them.</summary>
    public TypedExpression Type()
    {
        switch (node.Function)
        {
            case Function.Negative or Function.Positive or Function.Sign:
                return Signed();
            case Function.Absolute:
                return First.Type == DType.Bool ? First.Expression : Apply(node.Function, First.Type);
            case Function.Square or Function.Reciprocal:
                return Apply(node.Function, WithoutBool(First.Type));
            case Function.Invert or Function.BitwiseAnd or Function.BitwiseOr:
                return Bitwise();
            case Function.Floor or Function.Ceil or Function.Trunc:
                return First.Type.IsFloat() ? Apply(node.Function, First.Type) : First.Expression;
            case Function.Isnan or Function.Isinf or Function.Isfinite:
                return Test();
            case Function.Add or Function.Subtract or Function.Multiply
                or Function.Minimum or Function.Maximum:
                return Arithmetic();
            case Function.FloorDivide or Function.Remainder or Function.Fmod:
                return Apply(node.Function, WithoutBool(Promotion.Common(First, Second)));
            case Function.Power:
                return Power();
            case Function.Less or Function.LessEqual or Function.Greater or Function.GreaterEqual
                or Function.Equal or Function.NotEqual:
                return Comparison();
            case Function.Where:
                return Where();
            case Function.Clip:
                return Clip();
            case Function.QuotientChecked or Function.RemainderChecked or Function.AbsoluteChecked:
                return Checked();
            default:
                return Apply(node.Function, Promotion.ToFloat(Promotion.Common([.. operands])));
        }
    }

    // NumPy computes these on bools in int8; the nearest dtype here is int32.
    private static DType WithoutBool(DType type) => type == DType.Bool ? DType.Int32 : type;

    private TypedExpression Signed()
    {
        if (First.Type == DType.Bool)
        {
            throw BindingError.NoMeaning(node, operands, "use ~ for not, or 1 * x for an integer");
        }

        return node.Function == Function.Positive ? First.Expression : Apply(node.Function, First.Type);
    }

    private TypedExpression Bitwise()
    {
        DType common = Promotion.Common([.. operands]);
        return common.IsFloat()
            ? throw BindingError.NoMeaning(node, operands, "use integers or bools, such as comparisons give")
            : Apply(node.Function, common);
    }

    // Every integer is finite.
    private TypedExpression Test() => First.Type.IsFloat()
        ? Apply(node.Function, First.Type, DType.Bool)
        : new TypedExpression.Operation(
            node.Function == Function.Isfinite ? Function.Equal : Function.NotEqual,
            [First.Expression, First.Expression],
            DType.Bool);

    private TypedExpression Arithmetic()
    {
        DType common = Promotion.Common(First, Second);
        if (common == DType.Bool && node.Function == Function.Subtract)
        {
            throw BindingError.NoMeaning(
                node, operands, "use a != b for exclusive or, or 1 * a for an integer");
        }

        return Apply(OfType(node.Function, common), common);
    }

    // On bools, + and maximum are or, * and minimum are and.
    private static Function OfType(Function function, DType type) => (function, type) switch
    {
        (Function.Add or Function.Maximum, DType.Bool) => Function.BitwiseOr,
        (Function.Multiply or Function.Minimum, DType.Bool) => Function.BitwiseAnd,
        _ => function,
    };

    private TypedExpression Power()
    {
        DType type = WithoutBool(Promotion.Common(First, Second));
        if (type.IsInteger() && Second.Constant?.Bits < 0)
        {
            throw BindingError.In(
                node,
                ErrorKind.UnsupportedType,
                "an integer is raised to a negative power",
                "write the exponent or the base as a float");
        }

        // NumPy's short cuts for the operator with a number at its right.
        return Second.WeakConstant?.ToDouble() switch
        {
            1 => Converted(First, type),
            2 => Apply(Function.Square, type, type, First),
            0.5 when type.IsFloat() => Apply(Function.Sqrt, type, type, First),
            -1 when type.IsFloat() => Apply(Function.Reciprocal, type, type, First),
            _ => Apply(Function.Power, type),
        };
    }

    // A number that int32 cannot hold compares as mathematics says: all in int64.
    private TypedExpression Comparison()
    {
        DType common = Promotion.Common(First, Second);
        bool fits = First.Fits(common) && Second.Fits(common);
        return Apply(node.Function, fits ? common : DType.Int64, DType.Bool);
    }

    private TypedExpression Where()
    {
        DType type = Promotion.Common(Second, operands[2]);
        TypedExpression condition = First.Type == DType.Bool
            ? First.Expression
            : new TypedExpression.Operation(
                Function.NotEqual,
                [First.Expression, new TypedExpression.Constant(Scalar.Of(0).ConvertTo(First.Type))],
                DType.Bool);
        return new TypedExpression.Operation(
            Function.Where, [condition, Converted(Second, type), Converted(operands[2], type)], type);
    }

    private TypedExpression Clip()
    {
        DType type = Promotion.Common([.. operands]);
        TypedExpression raised = Apply(OfType(Function.Maximum, type), type, type, First, Second);
        return Apply(OfType(Function.Minimum, type), type, type, new Operand(raised), operands[2]);
    }

    private TypedExpression Checked()
    {
        DType type = First.Type;
        bool hasMeaning = type.IsInteger();
        foreach (Operand operand in operands) hasMeaning &= operand.Type == type;
        return hasMeaning
            ? Apply(node.Function, type)
            : throw BindingError.NoMeaning(node, operands, "its arguments are integers of one dtype");
    }

    private TypedExpression Apply(Function function, DType type) => Apply(function, type, type);

    private TypedExpression Apply(Function function, DType type, DType resultType) =>
        Apply(function, type, resultType, [.. operands]);

    private TypedExpression.Operation Apply(
        Function function, DType type, DType resultType, params ReadOnlySpan<Operand> arguments)
    {
        TypedExpression[] converted = new TypedExpression[arguments.Length];
        for (int i = 0; i < converted.Length; i++) converted[i] = Converted(arguments[i], type);
        return new TypedExpression.Operation(function, converted, resultType);
    }

    private TypedExpression Converted(Operand operand, DType type) => operand.Fits(type)
        ? Conversion.Convert(operand, type)
        : throw BindingError.In(
            node,
            ErrorKind.UnsupportedType,
            $"the number {operand.Constant} does not fit the {type.Name()} that it meets",
            "write it as a float, with .0 at its end");
}
