using System.CommandLine;
using System.CommandLine.Parsing;
using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Seed.Options;

/// <summary>Says what is wrong with arguments that do not parse, and what was probably meant.</summary>
internal static class UsageMistakes
{
    private const string Example = "actorcompute eval \"exp(x)\" --random x=1000 --reduce sum";

    public static UsageException Explain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (UnknownOption(parsed, command) is { } option)
        {
            IEnumerable<string> names = command.Options.Select(known => known.Name);
            string advice = NearestName.Suggest(option, names, Advice(command));
            return new UsageException($"there is no option {Excerpt.Shorten(option)}: {advice}");
        }

        string? stray = parsed.UnmatchedTokens.Count > 0 ? Excerpt.Quote(parsed.UnmatchedTokens[0]) : null;
        if (command is RootCommand)
        {
            return new UsageException(
                stray is null
                    ? $"no command is given: try {Example}, or actorcompute --help"
                    : $"{stray} is not a command: the commands are eval, sweep, crossover, seed, status and certificates, "
                        + $"as in {Example}");
        }

        bool takesExpression = command.Arguments.Contains(EvalCommand.Expression);
        if (stray is not null)
        {
            if (command.Subcommands.Count > 0)
            {
                string names = string.Join(", ", command.Subcommands.Select(known => known.Name));
                return new UsageException($"{stray} is not a command of {Path(command)}, which has {names}");
            }

            if (!takesExpression)
            {
                return new UsageException($"{stray} belongs to no option: {Advice(command)}");
            }

            return new UsageException(
                $"{stray} belongs neither to the expression nor to an option: "
                + "put the expression in quotes, and repeat an option for each of its values");
        }

        bool lacksExpression =
            takesExpression && parsed.GetResult(EvalCommand.Expression) is not { Tokens.Count: > 0 };
        return new UsageException(lacksExpression
            ? $"the expression is missing: try {Example}"
            : Sentence(parsed.Errors[0].Message, command));
    }

    // A mistyped option is taken for the expression if it comes first.
    private static string? UnknownOption(ParseResult parsed, Command command)
    {
        bool isCommandMissing = command is RootCommand && parsed.UnmatchedTokens is not [['-', ..], ..];
        if (isCommandMissing) return null;
        return parsed.Tokens
            .Where(token => token.Type == TokenType.Argument)
            .Select(token => token.Value)
            .Where(value => value == Expression(parsed) || parsed.UnmatchedTokens.Contains(value))
            .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));
    }

    private static string? Expression(ParseResult parsed) =>
        parsed.GetResult(EvalCommand.Expression)?.Tokens.FirstOrDefault()?.Value;

    private static string Sentence(string message, Command command) =>
        $"{char.ToLowerInvariant(message[0])}{message[1..].TrimEnd('.')}: {Advice(command)}";

    private static string Advice(Command command) => $"see {Path(command)} --help";

    private static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{Path(parent)} {command.Name}"
        : "actorcompute";
}
