using System.Linq.Expressions;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

public class LambdaRefusalTests
{
    private static readonly double[] _array = [1, 2];
    private static readonly string? _nothing = null;

    private static double Broken => throw new InvalidOperationException("it broke");

    public static TheoryData<LambdaExpression, string, string> Refused => new()
    {
        { Of((double x) => Own(x)), "Own(x)", "not a method of Math" },
        { Of((double x) => x + Math.BigMul(2, 3)), "BigMul(2, 3)", "not among the functions" },
        { Of((double x) => Math.Log(x, 2)), "Log(x, 2)", "not among the functions" },
        { Of((double x) => Math.IEEERemainder(x, 2)), "IEEERemainder(x, 2)", "not among the functions" },
        { Of((double x) => Math.FusedMultiplyAdd(x, x, x)), "FusedMultiplyAdd(x, x, x)", "not among the functions" },
        { Of((double x) => Math.Round(x, 2)), "Round(x, 2)", "ties to even" },
        { Of((double x) => Math.Round(x, MidpointRounding.AwayFromZero)), "Round(x, AwayFromZero)", "ties to even" },
        { Of((double x) => Math.Sign(x)), "Sign(x)", "NaN" },
        { Of((double x) => Math.Clamp(x, 2, 1)), "Clamp(x, 2, 1)", "over the upper one" },
        { Of((double x) => Math.Clamp(1, x, 2)), "Clamp(1, x, 2)", "Math.Min(Math.Max" },
        { Of((long x) => long.Log2(x)), "Log2(x)", "not among the functions" },
        { Of((int x) => x << 2), "(x << 2)", "LeftShift" },
        { Of((int x) => x >> 2), "(x >> 2)", "RightShift" },
        { Of((int x) => x ^ 2), "(x ^ 2)", "ExclusiveOr" },
        { Of((bool x) => x ^ true), "(x ^ True)", "a != b" },
        { Of((int x) => checked(x + 1)), "(x + 1)", "unchecked(...)" },
        { Of((int x) => checked(-x)), "-x", "unchecked(...)" },
        { Of((double x) => checked((int)x)), "ConvertChecked(x, Int32)", "unchecked(...)" },
        { Of((double x) => x * _array[0]), "_array", "Double[]" },
        { Of((double x) => x + _nothing!.Length), "_nothing.Length", "null" },
        { Of((double x) => x + Broken), "Broken", "it broke" },
        { Of((double x) => x + "abc".Substring(1).Length), "Substring(1).Length", "before the lambda" },
        { Of((double x) => x.ToString().Length), "x.ToString().Length", "variables, fields and properties" },
        { Of((double x) => (double)((decimal)x + 1)), "x", "Decimal" },
        { Of((int x) => (short)x), "Convert(x, Int16)", "Int16" },
        { Of((int x) => (double)(uint)x), "UInt32", "use double, float, long, int or bool" },
        { Of((double x) => new DateTime(1).Ticks + x), "Ticks", "before the lambda" },
        { Of((double x) => new Random(1).NextDouble()), "NextDouble()", "Random.NextDouble is not a method of Math" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_arrays_cannot_compute_is_refused_with_the_part_named(
        LambdaExpression lambda, string part, string reason)
    {
        ComputeException error = Trees.ErrorOf(() => ArrayExpression.From(lambda));
        error.Kind.ShouldBe(ErrorKind.InvalidExpression);
        error.Message.ShouldContain(part);
        error.Message.ShouldContain(reason);
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void A_captured_variable_is_shown_without_the_compilers_class()
    {
        string text = "abc";
        Trees.ErrorOf(() => ArrayExpression.From((double x) => x + text.IndexOf('b'))).Message
            .ShouldContain("'text.IndexOf(b)' in the lambda");
    }

    [Fact]
    public void Another_way_is_shown_for_what_only_a_kernel_can_do() =>
        Trees.ErrorOf(
            () => ArrayExpression.From((double x) => Own(x))).Message.ShouldContain("ReadOnlySpan<double>");

    [Theory]
    [InlineData(typeof(short))]
    [InlineData(typeof(uint))]
    [InlineData(typeof(decimal))]
    [InlineData(typeof(string))]
    [InlineData(typeof(double?))]
    public void Parameters_are_of_the_five_types(Type type)
    {
        ParameterExpression x = Expression.Parameter(type, "x");
        Trees.ErrorOf(
            () => ArrayExpression.From(Expression.Lambda(x, x))).Kind.ShouldBe(ErrorKind.UnsupportedType);
    }

    [Fact]
    public void A_runaway_lambda_is_one_sentence() => Trees.OnSmallStack(() =>
    {
        ParameterExpression x = Expression.Parameter(typeof(double), "x");
        Expression sum = x;
        for (int i = 0; i < 100_000; i++) sum = Expression.Add(sum, x);
        Trees.ErrorOf(() => ArrayExpression.From(Expression.Lambda(sum, x))).Message.ShouldContain("deep");
    });

    [Fact]
    public void A_lambda_whose_guards_multiply_is_bounded()
    {
        ParameterExpression x = Expression.Parameter(typeof(int), "x");
        Expression nested = x;
        for (int i = 0; i < 200; i++)
        {
            nested = Expression.Condition(
                Expression.Equal(Expression.Divide(x, nested), x), nested, Expression.Divide(x, nested));
        }

        Trees.ErrorOf(() => ArrayExpression.From(Expression.Lambda(nested, x))).Kind
            .ShouldBe(ErrorKind.InvalidExpression);
    }

    private static LambdaExpression Of<T, TResult>(Expression<Func<T, TResult>> lambda) => lambda;

    private static double Own(double x) => x;
}
