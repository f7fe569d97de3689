using System.Text;

namespace ActorCompute.Arrays.Npy;

/// <summary>The errors of .npy files, each naming its file.</summary>
internal static class NpyFailure
{
    private const int LongestQuote = 60;

    /// <summary>
    /// The file cannot be read as an array; <paramref name="what"/> continues "the file x ...".
    /// </summary>
    public static ComputeException Invalid(string path, string what, Exception? inner = null) =>
        new(ErrorKind.InvalidFile, $"the file {path} {what}", inner);

    /// <summary>The file became shorter, or its disk failed, while it was read.</summary>
    public static ComputeException Changed(string path, long offset, string why, Exception? inner = null) =>
        new(
            ErrorKind.InputChanged,
            $"the file {path} could not be read at byte {offset} during the job: {why}",
            inner);

    /// <summary>The result could not be written.</summary>
    public static ComputeException Output(string path, string what, Exception? inner = null) =>
        new(ErrorKind.OutputFailed, $"the file {path} could not be written: {what}", inner);

    /// <summary>Text out of a file, fit for one line: short, in quotes, without control characters.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("'");
        foreach (char character in text[..Math.Min(text.Length, LongestQuote)])
        {
            quoted.Append(char.IsControl(character) ? '?' : character);
        }

        return quoted.Append(text.Length > LongestQuote ? "...'" : "'").ToString();
    }
}
