using System.Globalization;

namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>The numbers of the language: Python's decimal integers within int64, and floats.</summary>
internal static class NumberText
{
    /// <summary>One more than the largest int64: a number only after a minus.</summary>
    public const string NegatedMinimum = "9223372036854775808";

    /// <summary>The digits, without the underscores between them.</summary>
    public static string Digits(Token token) => token.Text.Replace("_", "", StringComparison.Ordinal);

    /// <summary>The value of a number's token: an int64 or a float64.</summary>
    /// <exception cref="ComputeException">
    /// An integer is out of range or starts with 0 (<see cref="ErrorKind.InvalidExpression"/>).
    /// </exception>
    public static Scalar Read(string text, Token token)
    {
        string digits = Digits(token);
        if (digits.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return Scalar.Of(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        if (digits[0] == '0' && digits.AsSpan().ContainsAnyExcept('0'))
        {
            throw SyntaxError.At(
                text, token.Start, $"the integer {Excerpt.Quote(token.Text)} starts with 0: leave the 0 out");
        }

        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? Scalar.Of(value)
            : throw SyntaxError.At(
                text,
                token.Start,
                $"the integer {Excerpt.Quote(token.Text)} is over int64: write a float, with .0 at its end");
    }
}
