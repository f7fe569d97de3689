using System.Linq.Expressions;
using System.Text.RegularExpressions;
using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Arrays.Expressions.Lambdas;

/// <summary>Refusals of parts of a lambda, which show the part.</summary>
internal static partial class Refusal
{
    private const string AnotherWay =
        "write it as a kernel over spans: MapAsync(x, (ReadOnlySpan<double> source, Span<double> target) => { ... })";

    /// <summary>A part that has no counterpart in the language of arrays.</summary>
    /// <param name="part">The part.</param>
    /// <param name="reason">Why it is refused, a clause.</param>
    /// <param name="advice">What to write instead; by default, a kernel of the program's own.</param>
    public static ComputeException Of(Expression part, string reason, string advice = AnotherWay) =>
        new(ErrorKind.InvalidExpression, $"{Show(part)} in the lambda cannot be computed on arrays, since {reason}: {advice}");

    /// <summary>A lambda that is too deep to be walked.</summary>
    public static ComputeException TooDeep() => new(
        ErrorKind.InvalidExpression,
        $"the lambda is over {ArrayExpression.MaxDepth} operations deep: compute a part of it first");

    private static string Show(Expression part) => Excerpt.Quote(Closure().Replace(part.ToString(), ""));

    // A captured variable is a field of an object of a generated class, printed as value(Program+<>c__...).
    [GeneratedRegex(@"value\([^()]*\)\.")]
    private static partial Regex Closure();
}
