using System.Linq.Expressions;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

/// <summary>
/// Each lambda is compiled by C# and computed from its tree, over values at the edges of its types.
/// </summary>
public class LambdaMeaningTests
{
    private const double Half = 0.5;
    private static readonly float _staticField = 2.5f;
    private readonly int _instanceField = 3;

    private static readonly double[] _doubles =
        [0.0, -0.0, 1, -1, 0.5, -1.5, 2.5, 3.7, -7.25, 1e300, -1e19, 5e-324, double.NaN, double.PositiveInfinity,
         double.NegativeInfinity];

    private static readonly long[] _longs =
        [0, 1, -1, 2, -2, 7, -7, 3_000_000_000, long.MaxValue, long.MinValue, long.MinValue + 1, int.MinValue];

    private long Property => 5;

    public static TheoryData<LambdaExpression> OfDoubles => new(
        Of<double, double>((x, y) => Math.Exp(x) * 2 + y),
        Of<double, double>((x, y) => -x / y - +y),
        Of<double, double>((x, y) => x % y),
        Of<double, double>((x, y) => Math.Sqrt(Math.Abs(x)) + Math.Pow(y, 2)),
        Of<double, double>((x, y) => Math.Min(x, y)),
        Of<double, double>((x, y) => Math.Max(x, y)),
        Of<double, double>((x, y) => double.Min(x, y) + double.Max(x, y)),
        Of<double, double>((x, y) => Math.Clamp(x, -1.5, 2) + Math.Clamp(y, 0.0, 0.5)),
        Of<double, double>((x, y) => Math.Clamp(x, double.NaN, 2)),
        Of<double, double>((x, y) => 1 / Math.Clamp(x, 0.0, 1.0)),
        Of<double, double>((x, y) => Math.Round(x) + Math.Round(y, MidpointRounding.ToEven)),
        Of<double, double>((x, y) => Math.Floor(x) - Math.Ceiling(y) + Math.Truncate(x)),
        Of<double, double>((x, y) => double.ExpM1(x) + double.LogP1(y) + double.Hypot(x, y)),
        Of<double, double>((x, y) => Math.Atan2(x, y) + Math.Asinh(x) + double.RadiansToDegrees(y)),
        Of<double, double>((x, y) => MathF.Sin((float)x) + (float)y),
        Of<double, double>((x, y) => (int)x + (long)y),
        Of<double, double>((x, y) => (int)x / 2),
        Of<double, double>((x, y) => x > y && !(x < 0) || y == 0 ? x : y),
        Of<double, double>((x, y) => double.IsNaN(x) | double.IsInfinity(y) & double.IsFinite(x) ? 1 : 0),
        Of<double, double>((x, y) => x != y ? x <= y ? 1 : 2 : x >= y ? 3 : 4),
        Of<double, double>((x, y) => x * Half + _staticField + Math.PI),
        Of<double, double>((x, y) => (x > y) == (y > 0) ? 1f : 2d));

    public static TheoryData<LambdaExpression> OfIntegers => new(
        Of<long, long>((x, y) => x + y * 3 - (x - y)),
        Of<long, long>((x, y) => x / y),
        Of<long, long>((x, y) => x % y),
        Of<long, long>((x, y) => x / 2 + x % -3),
        Of<long, long>((x, y) => -x),
        Of<long, long>((x, y) => Math.Abs(x)),
        Of<long, int>((x, y) => Math.Sign(x) + Math.Sign((int)y)),
        Of<long, long>((x, y) => Math.Clamp(x, -5, 5) + Math.Min(x, y) - Math.Max(x, y)),
        Of<long, long>((x, y) => (x & y) | ~x & 7),
        Of<long, double>((x, y) => x / 2.0 + Math.Sqrt(y)),
        Of<long, int>((x, y) => (int)x + (int)y),
        Of<long, int>((x, y) => (int)x / (int)y),
        Of<long, long>((x, y) => y != 0 ? x / y : 0),
        Of<long, long>((x, y) => y == 0 ? -1 : y == -1 ? 0 : x % y),
        Of<long, bool>((x, y) => y != 0 && x / y > 1),
        Of<long, bool>((x, y) => y == 0 || x % y == 0),
        Of<long, long>((x, y) => x != long.MinValue ? Math.Abs(x) : long.MaxValue),
        Of<long, long>((x, y) => x > 0 ? (y > 0 ? x / y : y < 0 ? x / (y - 1) : x / (y + 1)) : 0),
        Of<long, long>((x, y) => (y != 0 && x / y > 1 ? 100 / y : 7) + (x == 0 ? y : 1 / x)),
        Of<long, long>((x, y) => y != 0 ? 10 / (x / y) : 0),
        Of<long, float>((x, y) => (float)x + y));

    [Theory]
    [MemberData(nameof(OfDoubles), DisableDiscoveryEnumeration = true)]
    public void A_lambda_of_doubles_means_what_it_means_in_CSharp(LambdaExpression lambda) =>
        Compare(lambda, _doubles);

    [Theory]
    [MemberData(nameof(OfIntegers), DisableDiscoveryEnumeration = true)]
    public void A_lambda_of_integers_means_and_fails_as_in_CSharp(LambdaExpression lambda) =>
        Compare(lambda, _longs);

    [Fact]
    public void Captured_variables_fields_and_properties_are_read_once_and_typed()
    {
        int local = 2;
        bool truth = true;
        (int Item, string Text) tuple = (4, "four");
        ArrayExpression tree = ArrayExpression.From((long x) =>
            truth ? x * local + _instanceField - Property / tuple.Text.Length : Limits.Low);
        local = 100;
        tree.ToString().ShouldBe(
            "where(true, x * (long)((int)2) + (long)((int)3) - quotient_checked(5L, 4L), -8L)"
                .Replace("(long)((int)2)", "2L").Replace("(long)((int)3)", "3L"));
        tree.Variables.ShouldBe(["x"]);
        _ = tuple.Item + local;
    }

    [Fact]
    public void A_guarded_division_gets_a_divisor_that_does_no_harm() =>
        ArrayExpression.From((int x, int y) => y != 0 ? x / y : x).ToString().ShouldBe(
            "where(y != (int)0, quotient_checked(x, where(y != (int)0, y, (int)1)), x)");

    [Fact]
    public void A_division_by_a_harmless_constant_needs_no_guard() =>
        ArrayExpression.From((int x, bool y) => y ? x / 2 : x).ToString()
            .ShouldBe("where(y, quotient_checked(x, (int)2), x)");

    [Fact]
    public void A_constant_that_does_harm_is_guarded()
    {
        long least = long.MinValue;
        ArrayExpression.From((bool x) => x ? Math.Abs(least) : 0).ToString()
            .ShouldBe("where(x, abs_checked(where(x, -9223372036854775808L, 0L)), 0L)");
    }

    [Fact]
    public void Up_to_four_parameters_of_different_types_are_taken()
    {
        ArrayExpression tree = ArrayExpression.From((double a, float b, int c, bool d) => d ? a + b : c);
        tree.Variables.ShouldBe(["d", "a", "b", "c"]);
        ArrayExpression.From((float a, float b, float c) => a * b + c).ToString().ShouldBe("a * b + c");
    }

    [Fact]
    public void Constants_of_lambdas_are_not_weak()
    {
        ArrayExpression tree = ArrayExpression.From((float x) => x * 2.0);
        ExpressionTyping.Bind(tree, [("x", DType.Float32)]).Type.ShouldBe(DType.Float64);
        tree.ToString().ShouldBe("(double)x * 2d");
    }

    private static LambdaExpression Of<T, TResult>(Expression<Func<T, T, TResult>> lambda) => lambda;

    private static void Compare<T>(LambdaExpression lambda, T[] values)
        where T : unmanaged
    {
        Delegate compiled = lambda.Compile();
        DType type = DTypes.Of<T>();
        TypedExpression tree = ExpressionTyping.Bind(
            ArrayExpression.From(lambda),
            [.. lambda.Parameters.Select(parameter => (parameter.Name!, type))]);
        Trees.ShouldBeWellTyped(tree);
        tree.Type.ShouldBe(DTypes.Of(lambda.ReturnType));
        foreach (T x in values)
        {
            foreach (T y in values)
            {
                Outcome(() => Interpreter.Evaluate(tree, ScalarOf(x), ScalarOf(y)))
                    .ShouldBe(
                        Outcome(() => ScalarOf(compiled.DynamicInvoke(x, y)!)), $"{lambda} at {x}, {y}");
            }
        }
    }

    private static string Outcome(Func<Scalar> compute)
    {
        try
        {
            Scalar value = compute();
            return value.ToString();
        }
        catch (Exception error)
        {
            return (error.InnerException ?? error) is ArithmeticException ? "fails" : error.ToString();
        }
    }

    private static Scalar ScalarOf(object value) => value switch
    {
        double number => Scalar.Of(number),
        float number => Scalar.Of(number),
        long number => Scalar.Of(number),
        int number => Scalar.Of(number),
        _ => Scalar.Of((bool)value),
    };

    private static class Limits
    {
        public const long Low = -8;
    }
}
