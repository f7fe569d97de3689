namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>Pieces of an expression's text as errors show them: short, and on one line whatever they
/// hold.</summary>
internal static class Excerpt
{
    private const int QuoteLength = 40;
    private const int WindowLength = 76;

    /// <summary>The text in quotation marks, cut if it is long.</summary>
    public static string Quote(string text) => $"'{Shorten(text)}'";

    /// <summary>The text on one line, cut if it is long.</summary>
    public static string Shorten(string text) =>
        OneLine(text.Length <= QuoteLength ? text : $"{text.AsSpan(0, QuoteLength - 3)}...");

    /// <summary>Two lines: the text around a place, and a caret under the place.</summary>
    public static string PointAt(string text, int place)
    {
        int start = Math.Max(0, Math.Min(place - (WindowLength / 2), text.Length - WindowLength));
        int length = Math.Min(WindowLength, text.Length - start);
        string before = start > 0 ? "..." : "";
        string after = start + length < text.Length ? "..." : "";
        string line = $"{before}{OneLine(text.Substring(start, length))}{after}";
        return $"{line}\n{new string(' ', before.Length + place - start)}^";
    }

    private static string OneLine(string text) => string.Create(text.Length, text, static (line, source) =>
    {
        for (int i = 0; i < line.Length; i++)
        {
            char character = source[i];
            bool isShown = !char.IsControl(character) && !char.IsSurrogate(character)
                && character is not ('\u2028' or '\u2029');
            line[i] = isShown ? character : char.IsWhiteSpace(character) ? ' ' : '?';
        }
    });
}
