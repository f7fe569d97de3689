using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

public class PromotionTests
{
    private static readonly DType[] _types =
        [DType.Float64, DType.Float32, DType.Int64, DType.Int32, DType.Bool];

    // Result dtypes by NumPy's rules of NEP 50, in the order f8 f4 i8 i4 b for each argument; a row is a left
    // argument. i4 of bools is where NumPy has int8, f8 of bools where it has float16; - is a TypeError
    // there.
    private const string Meeting =
        "f8 f8 f8 f8 f8  f8 f4 f8 f8 f4  f8 f8 i8 i8 i8  f8 f8 i8 i4 i4  f8 f4 i8 i4 b";
    private const string WithoutBool =
        "f8 f8 f8 f8 f8  f8 f4 f8 f8 f4  f8 f8 i8 i8 i8  f8 f8 i8 i4 i4  f8 f4 i8 i4 i4";
    private const string NoBools =
        "f8 f8 f8 f8 f8  f8 f4 f8 f8 f4  f8 f8 i8 i8 i8  f8 f8 i8 i4 i4  f8 f4 i8 i4 -";
    private const string Float =
        "f8 f8 f8 f8 f8  f8 f4 f8 f8 f4  f8 f8 f8 f8 f8  f8 f8 f8 f8 f8  f8 f4 f8 f8 f8";
    private const string Bitwise = "- - - - -  - - - - -  - - i8 i8 i8  - - i8 i4 i4  - - i8 i4 b";
    private const string Comparison = "b b b b b  b b b b b  b b b b b  b b b b b  b b b b b";

    [Theory]
    [InlineData("a + b", Meeting)]
    [InlineData("a * b", Meeting)]
    [InlineData("a - b", NoBools)]
    [InlineData("a / b", Float)]
    [InlineData("a // b", WithoutBool)]
    [InlineData("a % b", WithoutBool)]
    [InlineData("a ** b", WithoutBool)]
    [InlineData("fmod(a, b)", WithoutBool)]
    [InlineData("minimum(a, b)", Meeting)]
    [InlineData("maximum(a, b)", Meeting)]
    [InlineData("where(a < b, a, b)", Meeting)]
    [InlineData("clip(a, b, b)", Meeting)]
    [InlineData("arctan2(a, b)", Float)]
    [InlineData("hypot(a, b)", Float)]
    [InlineData("a & b", Bitwise)]
    [InlineData("a | b", Bitwise)]
    [InlineData("a < b", Comparison)]
    [InlineData("a <= b", Comparison)]
    [InlineData("a > b", Comparison)]
    [InlineData("a >= b", Comparison)]
    [InlineData("a == b", Comparison)]
    [InlineData("a != b", Comparison)]
    public void Two_arrays_meet_as_in_NumPy(string text, string table) =>
        Table(table, _types.SelectMany(left => _types.Select(right => Result(text, left, right))));

    [Theory]
    [InlineData("-a", "f8 f4 i8 i4 -")]
    [InlineData("+a", "f8 f4 i8 i4 -")]
    [InlineData("sign(a)", "f8 f4 i8 i4 -")]
    [InlineData("abs(a)", "f8 f4 i8 i4 b")]
    [InlineData("square(a)", "f8 f4 i8 i4 i4")]
    [InlineData("reciprocal(a)", "f8 f4 i8 i4 i4")]
    [InlineData("~a", "- - i8 i4 b")]
    [InlineData("floor(a)", "f8 f4 i8 i4 b")]
    [InlineData("ceil(a)", "f8 f4 i8 i4 b")]
    [InlineData("trunc(a)", "f8 f4 i8 i4 b")]
    [InlineData("rint(a)", "f8 f4 f8 f8 f8")]
    [InlineData("isnan(a)", "b b b b b")]
    [InlineData("isinf(a)", "b b b b b")]
    [InlineData("isfinite(a)", "b b b b b")]
    [InlineData("degrees(a)", "f8 f4 f8 f8 f8")]
    // With numbers of the language.
    [InlineData("a + 1", "f8 f4 i8 i4 i8")]
    [InlineData("1 - a", "f8 f4 i8 i4 i8")]
    [InlineData("a * 1.5", "f8 f4 f8 f8 f8")]
    [InlineData("a / 2", "f8 f4 f8 f8 f8")]
    [InlineData("a // 2", "f8 f4 i8 i4 i8")]
    [InlineData("a % 2.0", "f8 f4 f8 f8 f8")]
    [InlineData("a ** 2", "f8 f4 i8 i4 i8")]
    [InlineData("a ** 3", "f8 f4 i8 i4 i8")]
    [InlineData("a ** 2.0", "f8 f4 f8 f8 f8")]
    [InlineData("2 ** a", "f8 f4 i8 i4 i8")]
    [InlineData("a & 1", "- - i8 i4 i8")]
    [InlineData("a & True", "- - i8 i4 b")]
    [InlineData("a & 1.0", "- - - - -")]
    [InlineData("a + True", "f8 f4 i8 i4 b")]
    [InlineData("a - True", "f8 f4 i8 i4 -")]
    [InlineData("a < 1", "b b b b b")]
    [InlineData("minimum(a, 0)", "f8 f4 i8 i4 i8")]
    [InlineData("maximum(a, 0.5)", "f8 f4 f8 f8 f8")]
    [InlineData("where(a, a, 1)", "f8 f4 i8 i4 i8")]
    [InlineData("where(a, 1.5, a)", "f8 f4 f8 f8 f8")]
    [InlineData("clip(a, 0, 1)", "f8 f4 i8 i4 i8")]
    [InlineData("clip(a, 0, 1.5)", "f8 f4 f8 f8 f8")]
    [InlineData("arctan2(a, 1)", "f8 f4 f8 f8 f8")]
    [InlineData("a + 2 * 3 - -1", "f8 f4 i8 i4 i8")]
    [InlineData("a + 1 / 2", "f8 f4 f8 f8 f8")]
    [InlineData("a + 2.0 ** 0.5", "f8 f4 f8 f8 f8")]
    // A function makes a number strong.
    [InlineData("a * sqrt(2)", "f8 f8 f8 f8 f8")]
    [InlineData("a + abs(-1)", "f8 f8 i8 i8 i8")]
    public void One_array_meets_numbers_as_in_NumPy(string text, string table) =>
        Table(table, _types.Select(type => Result(text, type)));

    [Fact]
    public void Every_function_of_floats_computes_in_float64_for_integers_and_bools()
    {
        string[] names =
            ("sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh "
            + "tanh arcsinh arccosh arctanh rint degrees radians").Split(' ');
        foreach (string name in names)
        {
            Table("f8 f4 f8 f8 f8", _types.Select(type => Result($"{name}(a)", type)));
            Trees.Show(Trees.Bind($"{name}(a)", DType.Int32)).ShouldBe($"{name}(float64(a))");
        }
    }

    [Theory]
    [InlineData("1", "1:int64")]
    [InlineData("1.5", "1.5:float64")]
    [InlineData("True", "true:bool")]
    [InlineData("2 * 3 - 10", "-4:int64")]
    [InlineData("7 // -2", "-4:int64")]
    [InlineData("-7 // 2", "-4:int64")]
    [InlineData("-8 // 2", "-4:int64")]
    [InlineData("7 % -2", "-1:int64")]
    [InlineData("-7 % 2", "1:int64")]
    [InlineData("-9223372036854775808 % -1", "0:int64")]
    [InlineData("2 ** 62", "4611686018427387904:int64")]
    [InlineData("(-2) ** 63", "-9223372036854775808:int64")]
    [InlineData("(-1) ** 9223372036854775807", "-1:int64")]
    [InlineData("(-1) ** 9223372036854775806", "1:int64")]
    [InlineData("0 ** 0", "1:int64")]
    [InlineData("~5", "-6:int64")]
    [InlineData("6 & 3 | 8", "10:int64")]
    [InlineData("1 / 4", "0.25:float64")]
    [InlineData("1.5 - 2", "-0.5:float64")]
    [InlineData("2 ** -1", "power(2:float64, -1:float64)")]
    [InlineData("+(2.0 ** 0.5)", "power(2:float64, 0.5:float64)")]
    [InlineData("7.0 // 2", "floor_divide(7:float64, 2:float64)")]
    [InlineData("1 < 2.5", "less(1:float64, 2.5:float64)")]
    [InlineData("sin(1)", "sin(1:float64)")]
    [InlineData("inf - inf", "nan:float64")]
    public void Numbers_alone_compute_as_Pythons(string text, string typed) =>
        Trees.Show(Trees.Bind(text)).ShouldBe(typed);

    [Fact]
    public void A_nan_of_numbers_has_the_bits_of_NumPys() =>
        ((TypedExpression.Constant)Trees.Bind("-(inf - inf)")).Value.Bits.ShouldBe(0x7FF8_0000_0000_0000);

    [Theory]
    [InlineData("9223372036854775807 + 1 + a", "overflow int64")]
    [InlineData("-(-9223372036854775808)", "overflow int64")]
    [InlineData("-9223372036854775808 // -1", "overflow int64")]
    [InlineData("10 ** 19", "overflow int64")]
    [InlineData("2 ** 9223372036854775807", "overflow int64")]
    [InlineData("a + 1 / 0", "divided by zero in '1 / 0'")]
    [InlineData("1 // 0", "divided by zero")]
    [InlineData("1 % 0.0", "divided by zero")]
    public void Numbers_alone_fail_where_Pythons_do(string text, string part)
    {
        ComputeException error = Trees.ErrorOf(() => Trees.Bind(text, DType.Float64));
        error.Kind.ShouldBe(ErrorKind.InvalidExpression);
        error.Message.ShouldContain(part);
    }

    [Theory]
    [InlineData("a + b", "add(float64(a), float64(b))", DType.Float32, DType.Int64)]
    [InlineData("a + b", "bitwise_or(a, b)", DType.Bool, DType.Bool)]
    [InlineData("a * b", "bitwise_and(a, b)", DType.Bool, DType.Bool)]
    [InlineData("maximum(a, b)", "bitwise_or(a, b)", DType.Bool, DType.Bool)]
    [InlineData("clip(a, b, True)", "bitwise_and(bitwise_or(a, b), true:bool)", DType.Bool, DType.Bool)]
    [InlineData("clip(a, 0, b)", "minimum(maximum(float64(a), 0:float64), float64(b))", DType.Int32, DType.Float32)]
    [InlineData("a + 1", "add(a, 1:float32)", DType.Float32)]
    [InlineData("a + 0.1", "add(a, 0.1:float32)", DType.Float32)]
    [InlineData("+a", "a", DType.Int32)]
    [InlineData("floor(a)", "a", DType.Int32)]
    [InlineData("isnan(a)", "not_equal(a, a)", DType.Int32)]
    [InlineData("isfinite(a)", "equal(a, a)", DType.Bool)]
    [InlineData("isinf(a)", "isinf(a)", DType.Float32)]
    [InlineData("where(a, 1, 2)", "where(not_equal(a, 0:float64), 1:int64, 2:int64)", DType.Float64)]
    [InlineData("where(a < 1, a, 2)", "where(less(a, 1:float64), a, 2:float64)", DType.Float64)]
    [InlineData("a < 3000000000", "less(int64(a), 3000000000:int64)", DType.Int32)]
    [InlineData("-3000000000 == a", "equal(-3000000000:int64, int64(a))", DType.Int32)]
    [InlineData("a < 3", "less(a, 3:int32)", DType.Int32)]
    [InlineData("a + 3000000000.0", "add(float64(a), 3000000000:float64)", DType.Int32)]
    [InlineData("a ** 2", "square(a)", DType.Float32)]
    [InlineData("a ** 2.0", "square(float64(a))", DType.Int32)]
    [InlineData("a ** 2", "square(a)", DType.Int32)]
    [InlineData("a ** 2", "square(int64(a))", DType.Bool)]
    [InlineData("a ** 1", "a", DType.Float64)]
    [InlineData("a ** (1/2)", "sqrt(a)", DType.Float64)]
    [InlineData("a ** -1", "reciprocal(a)", DType.Float64)]
    [InlineData("a ** -1.0", "reciprocal(float64(a))", DType.Int64)]
    [InlineData("a ** -2", "power(a, -2:float64)", DType.Float64)]
    [InlineData("a ** b", "power(a, b)", DType.Float64, DType.Float64)]
    public void Binding_makes_conversions_explicit(string text, string typed, params DType[] types)
    {
        TypedExpression tree = Trees.Bind(text, types);
        Trees.Show(tree).ShouldBe(typed);
        Trees.ShouldBeWellTyped(tree);
    }

    [Theory]
    [InlineData("-a", DType.Bool, "negative has no meaning for bool in '-a': use ~ for not, or 1 * x for an integer")]
    [InlineData("a - a", DType.Bool, "subtract has no meaning for bool and bool in 'a - a'")]
    [InlineData("a & 1", DType.Float32, "bitwise_and has no meaning for float32 and an integer number in 'a & 1'")]
    [InlineData("~1.5 + a", DType.Int32, "invert has no meaning for a float number in '~1.5'")]
    [InlineData("a + 3000000000", DType.Int32, "the number 3000000000 does not fit the int32 that it meets in 'a + 3")]
    [InlineData("clip(a, 0, 3000000000)", DType.Int32, "does not fit the int32")]
    [InlineData("where(a, a, -2147483649)", DType.Int32, "does not fit the int32")]
    [InlineData("a ** 3000000000", DType.Int32, "does not fit the int32")]
    [InlineData("a ** -1", DType.Int32, "an integer is raised to a negative power in 'a**-1'")]
    [InlineData("a ** -1", DType.Bool, "an integer is raised to a negative power")]
    public void What_has_no_meaning_is_said_with_the_part_and_its_dtypes(
        string text, DType type, string sentence)
    {
        ComputeException error = Trees.ErrorOf(() => Trees.Bind(text, type));
        error.Kind.ShouldBe(ErrorKind.UnsupportedType);
        error.Message.ShouldContain(sentence);
        error.Message.ShouldNotContain('\n');
    }

    private static string Result(string text, params DType[] types)
    {
        try
        {
            TypedExpression tree = Trees.Bind(text, types);
            Trees.ShouldBeWellTyped(tree);
            return tree.Type switch
            {
                DType.Float64 => "f8",
                DType.Float32 => "f4",
                DType.Int64 => "i8",
                DType.Int32 => "i4",
                _ => "b",
            };
        }
        catch (ComputeException error) when (error.Kind == ErrorKind.UnsupportedType)
        {
            return "-";
        }
    }

    private static void Table(string expected, IEnumerable<string> actual) =>
        string.Join(' ', actual)
            .ShouldBe(string.Join(' ', expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
