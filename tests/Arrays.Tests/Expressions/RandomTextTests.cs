using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

public class RandomTextTests
{
    private static readonly (string, DType)[] _inputs =
        [("a", DType.Float32), ("b", DType.Int32), ("c", DType.Bool), ("_x1", DType.Int64)];

    private static readonly string[] _pieces =
    [
        "a", "b", "_x1", "x", "sin", "np.", "where", "clip(", "1", "2.5", "1e", "0x1", "9223372036854775808",
        "(", ")",
        "(", ")", ",", "+", "-", "*", "/", "//", "%", "**", "<", "<=", "==", "!=", "=", "&", "|", "~", "^",
        "!", "'", "[",
        ".", "_", "and", "if", " ", "\n", "\0", "\u00e9", "\ud83d", "pi", "True", "sum(", "e", "\u2028", "$",
        "{",
    ];

    // Seed 1.
    [Fact]
    public void The_text_of_a_tree_parses_back_to_the_tree()
    {
        RandomTrees trees = new(seed: 1);
        for (int i = 0; i < 20_000; i++)
        {
            ArrayExpression tree = trees.Next(depth: i % 8);
            string text = tree.ToString();
            ArrayExpression.Parse(text).ShouldBe(tree, text);
            ArrayExpression.Parse(text).ToString().ShouldBe(text);
        }
    }

    // Seed 2.
    [Fact]
    public void Any_text_gives_a_tree_or_a_sentence()
    {
        Random random = new(2);
        RandomTrees trees = new(seed: 2);
        int parsed = 0;
        for (int i = 0; i < 50_000; i++)
        {
            string text = i % 2 == 0 ? Mutated(trees.Next(4).ToString(), random) : Jumble(random);
            try
            {
                ArrayExpression tree = ArrayExpression.Parse(text);
                parsed++;
                ArrayExpression.Parse(tree.ToString()).ShouldBe(tree, text);
                Trees.ShouldBeWellTyped(ExpressionTyping.Bind(tree, _inputs));
            }
            catch (ComputeException error)
            {
                error.Message.Split('\n').Length.ShouldBeOneOf(1, 3);
                error.Message.Split('\n')[0].ShouldNotContain('\r');
                error.Kind.ShouldBeOneOf(
                    ErrorKind.InvalidExpression, ErrorKind.UnknownName, ErrorKind.UnsupportedType);
            }
        }

        parsed.ShouldBeGreaterThan(5_000);
    }

    private static string Jumble(Random random) =>
        string.Concat(
            Enumerable.Range(0, random.Next(1, 12)).Select(_ => _pieces[random.Next(_pieces.Length)]));

    private static string Mutated(string text, Random random)
    {
        int place = random.Next(text.Length + 1);
        int removed = Math.Min(random.Next(3), text.Length - place);
        string piece = random.Next(3) == 0 ? "" : _pieces[random.Next(_pieces.Length)];
        return $"{text[..place]}{piece}{text[(place + removed)..]}";
    }
}
