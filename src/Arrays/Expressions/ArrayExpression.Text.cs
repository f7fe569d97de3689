using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Arrays.Expressions;

public abstract partial record ArrayExpression
{
    /// <summary>
    /// Parses an expression of the text language: NumPy's names, Python's numbers, operators and precedence.
    /// Any name that is not called is a variable, except the constants <c>pi</c>, <c>e</c>, <c>inf</c>,
    /// <c>nan</c>, <c>True</c> and <c>False</c>; functions and constants may be written with <c>np.</c>
    /// before them. The functions are those of <see cref="FunctionTable.All"/>.
    /// </summary>
    /// <param name="text">The expression, for example <c>2*x + 3*sin(x)**2</c>.</param>
    /// <returns>The tree. Which variables exist, and of which dtypes, is asked when it is bound.</returns>
    /// <exception cref="ComputeException">
    /// The text is not of the language (<see cref="ErrorKind.InvalidExpression"/>), or calls an unknown
    /// function (<see cref="ErrorKind.UnknownName"/>). The message is a sentence on the first line; where
    /// there is a place, the text and a caret under the place follow on two more.
    /// </exception>
    public static ArrayExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Parser(text).Parse();
    }
}
