using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

public class SyntaxErrorTests
{
    [Theory]
    [InlineData("a + * b", "'*'", "    ^")]
    [InlineData("a b", "'b'", "  ^")]
    [InlineData("(a + b", "not closed", "^")]
    [InlineData("sin(a + (b)", "not closed", "^")]
    [InlineData("a + b)", "not opened", "     ^")]
    [InlineData("a +", "the end", "   ^")]
    [InlineData("()", "')'", " ^")]
    [InlineData("a, b", "comma", " ^")]
    [InlineData("(a, b)", "comma", "  ^")]
    [InlineData("sin(a,)", "')'", "      ^")]
    [InlineData("a < b < c", "(a < b) & (b < c)", "      ^")]
    [InlineData("x < 1 & y > 2", "tighter", "          ^")]
    [InlineData("a == b != c", "chained", "       ^")]
    [InlineData("a and b", "&", "  ^")]
    [InlineData("a or b", "|", "  ^")]
    [InlineData("not a", "~", "^")]
    [InlineData("a ^ 2", "**", "  ^")]
    [InlineData("a << 2", "power of 2", "  ^")]
    [InlineData("a >> 2", "//", "  ^")]
    [InlineData("a = 2", "==", "  ^")]
    [InlineData("a @ b", "element by element", "  ^")]
    [InlineData("a[0]", "indexing", " ^")]
    [InlineData("'a'", "strings", "^")]
    [InlineData("\"a\"", "strings", "^")]
    [InlineData("a && b", "&", "  ^")]
    [InlineData("a || b", "|", "  ^")]
    [InlineData("!a", "~", "^")]
    [InlineData("a ? b : c", "where(", "  ^")]
    [InlineData("b if a else c", "where(", "  ^")]
    [InlineData("x.real", "members", " ^")]
    [InlineData("np.+", "name", "   ^")]
    [InlineData("lambda x: x", "not defined", "^")]
    [InlineData("2x", "neither a number nor a name", "^")]
    [InlineData("a + 0x10", "neither", "    ^")]
    [InlineData("1__0", "neither", "^")]
    [InlineData("1_ + 2", "neither", "^")]
    [InlineData("1e+", "neither", "^")]
    [InlineData("2j", "neither", "^")]
    [InlineData("1.2.3", "'.3'", "   ^")]
    [InlineData("a + 012", "starts with 0", "    ^")]
    [InlineData("9223372036854775808", "int64", "^")]
    [InlineData("-9223372036854775808 ** 2", "int64", " ^")]
    [InlineData("a + \u00d7", "'\u00d7'", "    ^")]
    [InlineData("a + \ud83d\ude00", "should stand here", "    ^", "a + ??")]
    [InlineData("\u0000", "'?'", "^", "?")]
    [InlineData("a\n+\tb c", "'c'", "      ^", "a + b c")]
    public void Syntax_errors_say_what_to_write_and_point_at_the_place(
        string text, string part, string caret, string? shown = null)
    {
        ComputeException error = Trees.ErrorOf(() => ArrayExpression.Parse(text));
        error.Kind.ShouldBe(ErrorKind.InvalidExpression);
        string[] lines = error.Message.Split('\n');
        lines.Length.ShouldBe(3, error.Message);
        lines[0].ShouldContain(part);
        lines[1].ShouldBe(shown ?? text);
        lines[2].ShouldBe(caret);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public void An_empty_expression_is_an_error_of_one_line(string text)
    {
        ComputeException error = Trees.ErrorOf(() => ArrayExpression.Parse(text));
        error.Kind.ShouldBe(ErrorKind.InvalidExpression);
        error.Message.ShouldBe("the expression is empty: write one such as 2*x + 1");
    }

    [Fact]
    public void A_long_text_is_shown_around_the_place()
    {
        string left = string.Join(" + ", Enumerable.Repeat("abc", 100));
        string right = string.Join(" + ", Enumerable.Repeat("de", 100));
        string text = $"{left} + * {right}";
        string[] lines = Trees.ErrorOf(() => ArrayExpression.Parse(text)).Message.Split('\n');
        lines[1].Length.ShouldBeLessThan(100);
        lines[1][lines[2].IndexOf('^')].ShouldBe('*');
        lines[1].ShouldStartWith("...");
        lines[1].ShouldEndWith("...");
    }

    [Theory]
    [InlineData("sine(x)", "sin")]
    [InlineData("srqt(x)", "sqrt")]
    [InlineData("np.maximun(x, y)", "maximum")]
    [InlineData("Exp(x)", "exp")]
    [InlineData("np.pie", "pi")]
    public void An_unknown_function_comes_with_the_nearest_one(string text, string nearest)
    {
        ComputeException error = Trees.ErrorOf(() => ArrayExpression.Parse(text));
        error.Kind.ShouldBe(ErrorKind.UnknownName);
        error.Message.ShouldContain($"did you mean {nearest}?");
        error.Message.ShouldContain('^');
    }

    [Fact]
    public void A_reduction_in_an_expression_is_told_where_it_belongs() =>
        Trees.ErrorOf(() => ArrayExpression.Parse("sum(x)")).Message.ShouldContain("reduction");

    [Theory]
    [InlineData("sin()", "sin takes 1 argument, and 0 are given")]
    [InlineData("sin(x, y)", "sin takes 1 argument, and 2 are given")]
    [InlineData("arctan2(x)", "arctan2 takes 2 arguments, and 1 is given")]
    [InlineData("where(x, y)", "where takes 3 arguments, and 2 are given")]
    public void A_wrong_number_of_arguments_names_the_function_and_the_counts(string text, string sentence) =>
        Trees.ErrorOf(() => ArrayExpression.Parse(text)).Message.ShouldStartWith(sentence);

    [Fact]
    public void An_operation_made_by_a_program_must_have_its_number_of_arguments() =>
        Trees.ErrorOf(() => new ArrayExpression.Operation(Function.Sin, [])).Message
            .ShouldBe("sin takes 1 argument, and 0 are given");

    public static TheoryData<string> RunawayTexts => new()
    {
        string.Join("+", Enumerable.Repeat("x", 100_000)),
        string.Join("**", Enumerable.Repeat("x", 100_000)),
        $"{new string('(', 100_000)}x{new string(')', 100_000)}",
        new string('(', 100_000),
        $"{new string('-', 100_000)}x",
        string.Concat(Enumerable.Repeat("sin(", 100_000)),
        $"{string.Concat(Enumerable.Repeat("sin(", 5_000))}x{new string(')', 5_000)}",
        string.Concat(Enumerable.Repeat("x+(", 100_000)),
    };

    [Theory]
    [MemberData(nameof(RunawayTexts))]
    public void Nesting_of_thousands_is_one_sentence(string text) => Trees.OnSmallStack(() =>
    {
        ComputeException error = Trees.ErrorOf(() => ArrayExpression.Parse(text));
        error.Kind.ShouldBe(ErrorKind.InvalidExpression);
        error.Message.ShouldContain("deep");
        error.Message.Length.ShouldBeLessThan(400);
    });

    [Fact]
    public void A_tree_at_the_limit_of_depth_works_on_a_small_stack() => Trees.OnSmallStack(() =>
    {
        string right = string.Concat(Enumerable.Repeat("x - (", 999)) + "x - y" + new string(')', 999);
        string[] texts =
            [string.Join(" + ", Enumerable.Repeat("x", 1_001)), right, new string('-', 1_000) + "x"];
        foreach (string text in texts)
        {
            ArrayExpression tree = ArrayExpression.Parse(text);
            tree.ToString().ShouldBe(text);
            tree.Equals(ArrayExpression.Parse(text)).ShouldBeTrue();
            tree.Variables.ShouldContain("x");
            TypedExpression typed = ExpressionTyping.Bind(tree, [("x", DType.Float32), ("y", DType.Int32)]);
            typed.Equals(ExpressionTyping.Bind(tree, [("x", DType.Float32), ("y", DType.Int32)]))
                .ShouldBeTrue();
        }
    });

    [Fact]
    public void A_wide_tree_is_bounded_too()
    {
        static string Balanced(int depth) =>
            depth == 0 ? "x" : $"({Balanced(depth - 1)} + {Balanced(depth - 1)})";
        ArrayExpression.Parse(Balanced(15)).Variables.ShouldBe(["x"]);
        Trees.ErrorOf(
            () => ArrayExpression.Parse(Balanced(16))).Message.ShouldContain("over 100000 operations");
    }

    [Fact]
    public void Sharing_parts_of_a_tree_does_not_get_around_the_bound()
    {
        ArrayExpression tree = new ArrayExpression.Variable("x");
        Trees.ErrorOf(() =>
        {
            for (int i = 0; i < 100; i++) tree = new ArrayExpression.Operation(Function.Add, tree, tree);
        }).Kind.ShouldBe(ErrorKind.InvalidExpression);
    }
}
