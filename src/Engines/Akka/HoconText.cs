using ActorCompute.Arrays;
using Akka.Configuration;

namespace ActorCompute.Engines.Akka;

/// <summary>
/// HOCON of a user, looked over before Akka.NET's parser has it: that one takes memory without end for a
/// bracket that is missing, and does not mind text that is no HOCON.
/// </summary>
internal static class HoconText
{
    private const string LongQuote = "\"\"\"";

    /// <summary>What decides who may speak and in what form, and so is the engine's own.</summary>
    private static readonly string[] s_engineOwn =
    [
        "akka.actor.provider",
        "akka.actor.serializers",
        "akka.actor.serialization-bindings",
        "akka.remote.enabled-transports",
        "akka.remote.actorcompute",
        "akka.remote.untrusted-mode",
        "akka.remote.trusted-selection-paths",
    ];

    /// <summary>Parses a user's configuration.</summary>
    /// <exception cref="ComputeException">
    /// It is no HOCON, says nothing to Akka.NET, or says what is the engine's own
    /// (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public static Config Parse(string text)
    {
        CheckBrackets(text);
        Config parsed = ParseChecked(text);
        if (parsed.IsEmpty || !parsed.HasPath("akka"))
        {
            throw Invalid("says nothing under 'akka': write akka { ... } around the settings");
        }

        foreach (string path in s_engineOwn)
        {
            if (parsed.HasPath(path)) throw Invalid($"sets {path}, which is the engine's own: leave it out");
        }

        return parsed;
    }

    /// <summary>That Akka.NET does not start with a configuration, in a sentence.</summary>
    public static ComputeException CannotStart(Exception error) => new(
        ErrorKind.InvalidArgument,
        $"Akka.NET cannot start with this configuration: {OneLine(error.GetBaseException())}: correct the "
        + "setting",
        error);

    private static Config ParseChecked(string text)
    {
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception error)
        {
            // Its parser throws what it comes upon.
            throw Invalid($"is not HOCON: {OneLine(error)}", error);
        }
    }

    /// <summary>Brackets must be in pairs and quotes be closed, outside comments.</summary>
    private static void CheckBrackets(string text)
    {
        var open = new Stack<(char Bracket, int Line)>();
        int line = 1;
        for (int place = 0; place < text.Length; place++)
        {
            char character = text[place];
            if (character == '\n')
            {
                line++;
            }
            else if (character == '#' || text.AsSpan(place).StartsWith("//"))
            {
                place = EndOfLine(text, place) - 1;
            }
            else if (character == '"')
            {
                int end = EndOfQuote(text, place);
                if (end < 0) throw Invalid($"has a quote in line {line} that is not closed");
                line += text.AsSpan(place, end - place).Count('\n');
                place = end - 1;
            }
            else if (character is '{' or '[')
            {
                open.Push((character, line));
            }
            else if (character is '}' or ']')
            {
                Close(open, character, line);
            }
        }

        if (open.TryPop(out (char Bracket, int Line) left))
        {
            throw Invalid($"has a '{left.Bracket}' in line {left.Line} that is not closed");
        }
    }

    private static void Close(Stack<(char Bracket, int Line)> open, char closing, int line)
    {
        char opening = closing == '}' ? '{' : '[';
        if (!open.TryPop(out (char Bracket, int Line) last))
        {
            throw Invalid($"has a '{closing}' in line {line} without a '{opening}' before it");
        }

        if (last.Bracket != opening)
        {
            throw Invalid(
                $"has a '{closing}' in line {line} where the '{last.Bracket}' of line {last.Line} is to be "
                + "closed");
        }
    }

    private static int EndOfLine(string text, int place)
    {
        int end = text.IndexOf('\n', place);
        return end < 0 ? text.Length : end;
    }

    /// <summary>The place behind a quoted text; -1 where it is not closed.</summary>
    private static int EndOfQuote(string text, int place)
    {
        if (text.AsSpan(place).StartsWith(LongQuote))
        {
            int longEnd = text.IndexOf(LongQuote, place + LongQuote.Length, StringComparison.Ordinal);
            return longEnd < 0 ? -1 : longEnd + LongQuote.Length;
        }

        for (int end = place + 1; end < text.Length && text[end] != '\n'; end++)
        {
            if (text[end] == '\\') end++;
            else if (text[end] == '"') return end + 1;
        }

        return -1;
    }

    private static string OneLine(Exception error) => error.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static ComputeException Invalid(string what, Exception? inner = null) =>
        new(ErrorKind.InvalidArgument, $"the configuration for Akka.NET {what}", inner);
}
