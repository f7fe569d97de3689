namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>Errors with a place in the text of an expression.</summary>
internal static class SyntaxError
{
    /// <summary>
    /// The sentence on the first line; the text and a caret under the place on two more, which a program that
    /// has room for one line leaves out.
    /// </summary>
    public static ComputeException At(
        string text, int place, string sentence, ErrorKind kind = ErrorKind.InvalidExpression) =>
        new(kind, $"{sentence} (character {place + 1} of the expression)\n{Excerpt.PointAt(text, place)}");
}
