using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

public class ParsingTests
{
    // The right column is what Python's ast module makes of the left one.
    [Theory]
    [InlineData("1 + 2 * 3", "(+ 1 (* 2 3))")]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a / b / c * d", "(* (/ (/ a b) c) d)")]
    [InlineData("a // b % c", "(% (// a b) c)")]
    [InlineData("-x ** 2", "(- (** x 2))")]
    [InlineData("2 ** -1", "(** 2 (- 1))")]
    [InlineData("2 ** 3 ** 2", "(** 2 (** 3 2))")]
    [InlineData("-2 ** -x ** 2", "(- (** 2 (- (** x 2))))")]
    [InlineData("2 ** -x * 3", "(* (** 2 (- x)) 3)")]
    [InlineData("+-~x", "(+ (- (~ x)))")]
    [InlineData("~x ** 2", "(~ (** x 2))")]
    [InlineData("-x * y", "(* (- x) y)")]
    [InlineData("x * -y + z", "(+ (* x (- y)) z)")]
    [InlineData("- x + y", "(+ (- x) y)")]
    [InlineData("a & b | c & d", "(| (& a b) (& c d))")]
    [InlineData("a | b & c", "(| a (& b c))")]
    [InlineData("x < 1 + 2", "(< x (+ 1 2))")]
    [InlineData("x & 1 == y", "(== (& x 1) y)")]
    [InlineData("x + 1 & y - 1", "(& (+ x 1) (- y 1))")]
    [InlineData("a | b < c & d", "(< (| a b) (& c d))")]
    [InlineData("(a < b) & (b < c)", "(& (< a b) (< b c))")]
    [InlineData("(a < b) < c", "(< (< a b) c)")]
    [InlineData("((a))", "a")]
    [InlineData("a * (b + c) * d", "(* (* a (+ b c)) d)")]
    [InlineData("(-x) ** 2", "(** (- x) 2)")]
    [InlineData("(a ** b) ** c", "(** (** a b) c)")]
    [InlineData("a ** (b ** c)", "(** a (** b c))")]
    [InlineData("a - (b - c)", "(- a (- b c))")]
    [InlineData("a - (b + -c)", "(- a (+ b (- c)))")]
    [InlineData("~(a | b) & c", "(& (~ (| a b)) c)")]
    [InlineData("sin(x) ** 2 + cos(x) ** 2", "(+ (** (sin x) 2) (** (cos x) 2))")]
    [InlineData("-sin(-x) ** -2", "(- (** (sin (- x)) (- 2)))")]
    [InlineData("maximum(a, b + 1) * clip(x, -1, 1 < 2)", "(* (maximum a (+ b 1)) (clip x (- 1) (< 1 2)))")]
    [InlineData("where(x > 0, x, -x) / 2", "(/ (where (> x 0) x (- x)) 2)")]
    [InlineData("a % -b ** 2", "(% a (- (** b 2)))")]
    [InlineData("- - -x", "(- (- (- x)))")]
    [InlineData("~a & ~b", "(& (~ a) (~ b))")]
    [InlineData("a*b**c*d", "(* (* a (** b c)) d)")]
    [InlineData("x == y * 2", "(== x (* y 2))")]
    [InlineData("1_000 + .5e1 * 1.", "(+ 1000 (* 5.0 1.0))")]
    public void Precedence_is_Pythons(string text, string tree) =>
        Trees.Show(ArrayExpression.Parse(text)).ShouldBe(tree);

    [Theory]
    [InlineData("0", DType.Int64, "0")]
    [InlineData("000", DType.Int64, "0")]
    [InlineData("1_000_000", DType.Int64, "1000000")]
    [InlineData("9223372036854775807", DType.Int64, "9223372036854775807")]
    [InlineData("-9223372036854775808", DType.Int64, "-9223372036854775808")]
    [InlineData("-9_223_372_036_854_775_808", DType.Int64, "-9223372036854775808")]
    [InlineData("1.", DType.Float64, "1")]
    [InlineData(".5", DType.Float64, "0.5")]
    [InlineData("012.5", DType.Float64, "12.5")]
    [InlineData("1e3", DType.Float64, "1000")]
    [InlineData("1_0.2_5e+0_1", DType.Float64, "102.5")]
    [InlineData("5E-324", DType.Float64, "5E-324")]
    [InlineData("1e400", DType.Float64, "inf")]
    [InlineData("9223372036854775808.0", DType.Float64, "9.223372036854776E+18")]
    [InlineData("inf", DType.Float64, "inf")]
    [InlineData("nan", DType.Float64, "nan")]
    [InlineData("np.pi", DType.Float64, "3.141592653589793")]
    [InlineData("e", DType.Float64, "2.718281828459045")]
    [InlineData("True", DType.Bool, "true")]
    [InlineData("False", DType.Bool, "false")]
    public void Numbers_are_Pythons_and_weak(string text, DType type, string value)
    {
        ArrayExpression.Constant constant = ArrayExpression.Parse(text)
            .ShouldBeOfType<ArrayExpression.Constant>();
        constant.Value.Type.ShouldBe(type);
        constant.Value.ToString().ShouldBe(value);
        constant.IsWeak.ShouldBeTrue();
    }

    [Fact]
    public void The_constant_nan_has_the_bits_of_NumPys() =>
        ((ArrayExpression.Constant)ArrayExpression.Parse("nan")).Value.Bits.ShouldBe(0x7FF8_0000_0000_0000);

    [Theory]
    [InlineData("abs(x)", Function.Absolute)]
    [InlineData("absolute(x)", Function.Absolute)]
    [InlineData("np.exp(x)", Function.Exp)]
    [InlineData("numpy.exp(x)", Function.Exp)]
    [InlineData("asin(x)", Function.Arcsin)]
    [InlineData("acos(x)", Function.Arccos)]
    [InlineData("atan(x)", Function.Arctan)]
    [InlineData("atan2(x, y)", Function.Arctan2)]
    [InlineData("asinh(x)", Function.Arcsinh)]
    [InlineData("acosh(x)", Function.Arccosh)]
    [InlineData("atanh(x)", Function.Arctanh)]
    [InlineData("pow(x, y)", Function.Power)]
    [InlineData("power(x, y)", Function.Power)]
    public void Functions_have_NumPys_names_and_aliases(string text, Function function) =>
        ArrayExpression.Parse(text).ShouldBeOfType<ArrayExpression.Operation>().Function.ShouldBe(function);

    [Fact]
    public void Every_function_that_has_a_name_in_the_language_is_called_by_it()
    {
        string[] names =
            ("abs sign square sqrt cbrt reciprocal exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin "
            + "arccos arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh hypot power floor ceil trunc "
            + "rint minimum maximum clip fmod where isnan isinf isfinite degrees radians").Split(' ');
        FunctionTable.All.Where(function => function.IsCallable).Select(function => function.Name)
            .ShouldBe(names, ignoreOrder: true);
        FunctionTable.All.Select(function => function.Function).ShouldBe(Enum.GetValues<Function>());
        foreach (FunctionDescription function in FunctionTable.All.Where(function => function.IsCallable))
        {
            string arguments = string.Join(", ", "xyz".Take(function.Arity));
            ArrayExpression.Parse($"{function.Name}({arguments})")
                .ShouldBeOfType<ArrayExpression.Operation>().Function.ShouldBe(function.Function);
        }
    }

    [Fact]
    public void Variables_are_listed_once_in_the_order_of_the_text() =>
        ArrayExpression.Parse("y*sin(x) + pi + where(y > z_1, \u00e9t\u00e9, x)").Variables
            .ShouldBe(["y", "x", "z_1", "\u00e9t\u00e9"]);

    [Fact]
    public void Space_and_lines_mean_nothing() =>
        ArrayExpression.Parse(" \t a\r\n+ b ( )".Replace("( )", "")).ShouldBe(ArrayExpression.Parse("a+b"));

    [Fact]
    public void Trees_are_equal_when_they_are_the_same_tree()
    {
        ArrayExpression.Parse("sin(x)+2*y").ShouldBe(ArrayExpression.Parse("(sin(x) + (2 * y))"));
        ArrayExpression.Parse("sin(x)+2*y").GetHashCode()
            .ShouldBe(ArrayExpression.Parse("sin(x)+2*y").GetHashCode());
        ArrayExpression.Parse("x + 1").ShouldNotBe(ArrayExpression.Parse("x + 1.0"));
        ArrayExpression.Parse("x + y").ShouldNotBe(ArrayExpression.Parse("y + x"));
        ArrayExpression.Parse("x - y").ShouldNotBe(ArrayExpression.Parse("x + y"));
    }
}
