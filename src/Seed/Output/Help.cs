using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Seed.Options;

namespace ActorCompute.Seed.Output;

/// <summary>The usual help of a command, and after it what an engineer asks next.</summary>
internal sealed class Help(HelpAction usual) : SynchronousCommandLineAction
{
    private const int Width = 78;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        bool isOfEval = command.Arguments.Contains(EvalCommand.Expression);
        if (command is RootCommand || isOfEval) output.WriteLine(Examples);
        if (!isOfEval) return exitCode;
        output.WriteLine();
        WriteWords(output, "Operators:", Operators);
        WriteWords(output, "Functions:", Functions);
        WriteWords(output, "Constants:", ["pi", "e", "inf", "nan", "True", "False"]);
        WriteWords(output, "Reductions:", ReductionNames.All);
        output.WriteLine(Notes);
        return exitCode;
    }

    private const string Examples =
        """
        Examples:
          actorcompute eval "exp(x)" --random x=10000000 --reduce sum
          actorcompute eval "2*x + 3*sin(x)**2" --in x=data.npy --out result.npy
          actorcompute eval "hypot(x, y) < 1" --random x=1e8:1 --random y=1e8:2 --reduce mean
          actorcompute eval "sqrt(i)" --arange i=1e9 --reduce max --repeat 5 --json
          actorcompute sweep --plot sweep.svg
          actorcompute crossover --plot crossover.svg
        """;

    private const string Notes =
        """
        Arrays:
          float64, float32, int64, int32 and bool; inputs have one shape, or are scalars.
          Arrays that fit in half of the memory are brought there before the time is
          taken. Larger ones are read, or made, as they are needed: give such a result
          to --reduce or --out. Types and results follow NumPy 2.

        JSON:
          schema, expression, dtype, shape, elements (of the expression, before the
          reduction), chunks, chunk_size, workers, nodes, engine, retries, value (of the
          reduction; "nan", "inf" and "-inf" as text), warning (if there is one), sha256
          (of the result's bytes), seconds (of each run, from submission to the finished
          result), first_seconds (of the first run, with the compilation of its code).
          A failure is an object with schema and error: kind, message.

        Exit codes:
          0 done   1 the job failed   2 bad usage or input   130 stopped by Ctrl-C   143 by SIGTERM
        """;

    private static IEnumerable<string> Operators => FunctionTable.All
        .Where(function => function.Symbol is not null)
        .Select(function => function.Symbol!)
        .Distinct();

    private static IEnumerable<string> Functions => FunctionTable.All
        .Where(function => function.IsCallable)
        .Select(function => string.Concat(function.Aliases.Select(alias => $" ({alias})")
            .Prepend(function.Name)));

    private static void WriteWords(TextWriter output, string title, IEnumerable<string> words)
    {
        output.WriteLine(title);
        string line = " ";
        foreach (string word in words)
        {
            if (line.Length + 1 + word.Length > Width)
            {
                output.WriteLine(line);
                line = " ";
            }

            line += $" {word}";
        }

        output.WriteLine(line);
        output.WriteLine();
    }
}
