namespace ActorCompute.Arrays.Expressions.Typing;

/// <summary>
/// Operators on numbers of the language alone, which are Python's: the result is a number again. Integers are
/// computed exactly, since what they meet must hold them; of floats, what IEEE 754 defines.
/// </summary>
internal static class NumberArithmetic
{
    /// <summary>True for the operators that make a number of numbers: all but comparisons.</summary>
    public static bool IsNumber(Function function) =>
        FunctionTable.Describe(function).Precedence > FunctionTable.ComparisonPrecedence;

    /// <summary>Applies an operator to numbers.</summary>
    /// <exception cref="ComputeException">
    /// The result is over int64, a division is by zero (<see cref="ErrorKind.InvalidExpression"/>), or a
    /// bitwise operator is applied to a float (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static Operand Apply(ArrayExpression.Operation node, IReadOnlyList<Operand> operands)
    {
        Function function = node.Function;
        bool isDivision = function is Function.TrueDivide or Function.FloorDivide or Function.Remainder;
        if (isDivision && operands[1].Constant?.ToDouble() == 0)
        {
            throw BindingError.In(
                node, ErrorKind.InvalidExpression, "a number is divided by zero", "write inf or nan if one is meant");
        }

        if (operands.All(operand => operand.Constant is { Type: DType.Int64 }))
        {
            long left = operands[0].Constant!.Value.Bits;
            long right = operands[^1].Constant!.Value.Bits;
            try
            {
                if (Integer(function, left, right) is { } integer) return Number(Scalar.Of(integer));
            }
            catch (OverflowException)
            {
                throw BindingError.In(
                    node,
                    ErrorKind.InvalidExpression,
                    "integer numbers overflow int64",
                    "write one of them as a float, with .0 at its end");
            }
        }

        if (function is Function.Invert or Function.BitwiseAnd or Function.BitwiseOr)
        {
            throw BindingError.NoMeaning(node, operands, "use integers or bools");
        }

        return Float(function, operands);
    }

    // Null where Python makes a float of integers.
    private static long? Integer(Function function, long left, long right) => checked(function switch
    {
        Function.Positive => left,
        Function.Negative => -left,
        Function.Invert => ~left,
        Function.Add => left + right,
        Function.Subtract => left - right,
        Function.Multiply => left * right,
        Function.FloorDivide => (left / right) - ((left % right != 0) && ((left < 0) != (right < 0)) ? 1 : 0),
        Function.Remainder => right == -1 ? 0 : FlooredRemainder(left, right),
        Function.Power => right < 0 ? null : Power(left, right),
        Function.BitwiseAnd => left & right,
        Function.BitwiseOr => left | right,
        _ => null,
    });

    private static long FlooredRemainder(long left, long right)
    {
        long remainder = left % right;
        return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder;
    }

    private static long Power(long value, long exponent)
    {
        if (value is 0 or 1 or -1) return exponent == 0 ? 1 : exponent % 2 == 0 ? value * value : value;
        long power = 1;
        for (long i = 0; i < exponent; i++) power = checked(power * value);
        return power;
    }

    private static Operand Float(Function function, IReadOnlyList<Operand> operands)
    {
        TypedExpression[] arguments = [.. operands.Select(operand => Conversion.Convert(operand, DType.Float64))];
        if (arguments.All(argument => argument is TypedExpression.Constant))
        {
            double left = ((TypedExpression.Constant)arguments[0]).Value.ToDouble();
            double right = ((TypedExpression.Constant)arguments[^1]).Value.ToDouble();
            double? result = function switch
            {
                Function.Positive => left,
                Function.Negative => -left,
                Function.Add => left + right,
                Function.Subtract => left - right,
                Function.Multiply => left * right,
                Function.TrueDivide => left / right,
                _ => null,
            };
            if (result is { } value) return Number(double.IsNaN(value) ? NamedConstants.NaN : Scalar.Of(value));
        }

        return function == Function.Positive
            ? operands[0]
            : new Operand(new TypedExpression.Operation(function, arguments, DType.Float64), IsWeak: true);
    }

    private static Operand Number(Scalar value) => new(new TypedExpression.Constant(value), IsWeak: true);
}
