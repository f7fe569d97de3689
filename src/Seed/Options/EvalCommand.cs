using System.CommandLine;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using ActorCompute.Seed.Evaluation;
using ActorCompute.Seed.Output;

namespace ActorCompute.Seed.Options;

/// <summary>
/// The command <c>eval</c>. Values are taken as text and read here, so that errors are our own sentences.
/// </summary>
internal static class EvalCommand
{
    /// <summary>The expression.</summary>
    public static readonly Argument<string> Expression = new("EXPRESSION")
    {
        Description = "What to compute, in NumPy's words: \"2*x + 3*sin(x)**2\". Quote it.",
    };

    private static readonly Option<string[]> _files = new("--in")
    {
        Description = "An input from a .npy file. May be given again, as all inputs may.",
        HelpName = "NAME=FILE.npy",
    };

    private static readonly Option<string[]> _random = new("--random")
    {
        Description = "An input of random float64 in [0, 1): those of NumPy's "
            + "Generator(Philox(key=SEED)).random(COUNT). SEED is 0 if left out.",
        HelpName = "NAME=COUNT[:SEED]",
    };

    private static readonly Option<string[]> _arange = new("--arange")
    {
        Description = "An input of int64 from 0 to COUNT - 1.",
        HelpName = "NAME=COUNT",
    };

    private static readonly Option<string> _reduction = new("--reduce")
    {
        Description = "Reduce the elements to one value: sum, mean, max, ...",
        HelpName = "NAME",
    };

    private static readonly Option<string> _output = new("--out")
    {
        Description = "Write the result to a file, which appears when it is whole.",
        HelpName = "FILE.npy",
    };

    private static readonly Option<string> _workers = new("--workers")
    {
        Description = "How many cores compute, or slots of a cluster. Default: all.",
        HelpName = "N",
    };

    private static readonly Option<string> _chunkSize = new("--chunk-size")
    {
        Description = $"Elements that a worker takes at a time, rounded up to blocks of {Block.Size}, and "
                + $"so that there are at most {ChunkGrid.MaxChunks} chunks. "
            + "Default: by the expression's cost. No choice changes a bit of the result.",
        HelpName = "ELEMENTS",
    };

    private static readonly Option<string> _timeout = new("--timeout")
    {
        Description = "Fail when one run, or bringing an input into memory, takes longer.",
        HelpName = "SECONDS",
    };

    private static readonly Option<string> _repeat = new("--repeat")
    {
        Description = "Compute so many times, and report each time taken. "
            + "The first one includes the compilation of the code.",
        HelpName = "N",
    };

    private static readonly Option<string?> _cluster = ClusterCommands.Cluster();

    private static readonly Option<string?> _certificates = ClusterCommands.Certificates();

    private static readonly Option<string?> _dataRoot = new("--data-root")
    {
        Description = "The folder that the worker nodes have as --data-root: files under it, inputs and --out, "
            + "they read and write themselves.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> _noSharedMemory = new("--no-shared-memory")
    {
        Description = "Move every byte by sockets, also to worker nodes of this host.",
        Arity = ArgumentArity.Zero,
    };

    private static readonly Option<string?> _engine = ClusterCommands.Engine();
    private static readonly Option<string?> _hocon = ClusterCommands.Hocon();

    private static readonly Option<bool> _json = new(CommandTree.JsonOption)
    {
        Description = "Print one object of JSON, and nothing else.",
        Arity = ArgumentArity.Zero,
    };

    public static Command Create(CancellationToken stop)
    {
        var command = new Command("eval", "Computes an expression over named inputs.") { Expression };
        foreach (Option option in (Option[])
            [_files, _random, _arange, _reduction, _output, _workers, _chunkSize, _timeout, _repeat, _cluster,
                _certificates, _engine, _hocon, _dataRoot, _noSharedMemory, _json])
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            Run(Read(parsed), stop);
            return 0;
        });
        return command;
    }

    private static void Run(EvalOptions options, CancellationToken stop)
    {
        var run = new EvalRun(options, stop);
        using EvalResult result = RunAndTellItsStory(options, run);
        if (options.Json) JsonReport.Write(Console.Out, options, result, stop);
        else Summary.Write(options, result);
    }

    /// <summary>What befell a job on its way over the nodes is told where it failed.</summary>
    private static EvalResult RunAndTellItsStory(EvalOptions options, EvalRun run)
    {
        try
        {
            return ProgressBar.IsPossible ? ProgressBar.ShowDuring(run.Run, run.Progress) : run.Run();
        }
        catch (ComputeException) when (run.Story.Count > 0 && !options.Json)
        {
            StoryOutput.Write(Console.Error, run.Story);
            throw;
        }
    }

    private static EvalOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(_cluster) is null)
        {
            Option? stray = Array.Find(
                (Option[])[_certificates, _engine, _hocon, _dataRoot, _noSharedMemory],
                option => parsed.GetResult(option) is { Implicit: false });
            if (stray is not null)
            {
                throw new UsageException(
                    $"{stray.Name} is about a cluster, and none is given: add --cluster HOST:PORT, or leave it out");
            }
        }

        string text = parsed.GetRequiredValue(Expression);
        return new EvalOptions
        {
            Text = text,
            Expression = ArrayExpression.Parse(text),
            Inputs =
            [
                .. Values(parsed, _files).Select(InputOptions.File),
                .. Values(parsed, _random).Select(InputOptions.Random),
                .. Values(parsed, _arange).Select(InputOptions.Arange),
            ],
            Reduction = parsed.GetValue(_reduction) is { } name ? ReductionNames.Parse(name) : null,
            OutputPath = Path(parsed.GetValue(_output)),
            Workers = OptionNumbers.Int(_workers.Name, parsed.GetValue(_workers)),
            ChunkSize = OptionNumbers.Long(_chunkSize.Name, parsed.GetValue(_chunkSize)),
            Timeout = OptionNumbers.Seconds(_timeout.Name, parsed.GetValue(_timeout)),
            Repeat = OptionNumbers.Positive(_repeat.Name, parsed.GetValue(_repeat)) ?? 1,
            Cluster = parsed.GetValue(_cluster),
            DataRoot = parsed.GetValue(_dataRoot),
            SharesMemory = !parsed.GetValue(_noSharedMemory),
            Certificates = parsed.GetValue(_certificates),
            Engine = parsed.GetValue(_engine),
            Configuration = ClusterCommands.ReadConfiguration(parsed.GetValue(_hocon)),
            Json = parsed.GetValue(_json),
        };
    }

    private static string[] Values(ParseResult parsed, Option<string[]> option) =>
        parsed.GetValue(option) ?? [];

    private static string? Path(string? path) => path is not ""
        ? path
        : throw new UsageException("--out has an empty name: give a file, such as --out result.npy");
}
