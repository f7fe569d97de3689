using System.CommandLine;
using ActorCompute.Seed.Measuring;
using ActorCompute.Seed.Output;

namespace ActorCompute.Seed.Options;

/// <summary>The commands that measure this machine: <c>sweep</c> and <c>crossover</c>.</summary>
internal static class MeasuringCommand
{
    // An array of .NET has little more than twice as many, and most machines have not the memory.
    private const long MostElements = 1_000_000_000;
    private const long LeastCrossover = 100;

    /// <summary>The command <c>sweep</c>.</summary>
    public static Command Sweep(CancellationToken stop) => Create(
        "sweep",
        "Times exp of an array split into S parts, C of which a worker takes at a time, for S and C in "
            + "1, 2, 4 ... 128, and shows where the library's own choice stands.",
        "Elements of the array. Default: 10000000.",
        least: 1,
        options =>
        {
            SweepResult result = Measuring.Sweep.Run(options.Count, options.Rounds, stop);
            options.Write(SweepReport.Plot(result).Draw);
            if (options.Json) JsonReport.Write(Console.Out, result);
            else SweepReport.Write(Console.Out, result, options.PlotPath);
        });

    /// <summary>The command <c>crossover</c>.</summary>
    public static Command Crossover(CancellationToken stop) => Create(
        "crossover",
        "Times random_square and exp over arrays of 10 elements and more: serial, parallel at any price, and "
            + "the library's default, and shows from where on parallel is faster.",
        "Elements of the largest array. Default: 10000000.",
        LeastCrossover,
        options =>
        {
            CrossoverResult result = Measuring.Crossover.Run(options.Count, options.Rounds, stop);
            options.Write(CrossoverReport.Plot(result).Draw);
            if (options.Json) JsonReport.Write(Console.Out, result);
            else CrossoverReport.Write(Console.Out, result, options.PlotPath);
        });

    private static Command Create(
        string name, string description, string countDescription, long least, Action<MeasuringOptions> run)
    {
        var count = new Option<string>("--count") { Description = countDescription, HelpName = "ELEMENTS" };
        var rounds = new Option<string>("--rounds")
        {
            Description = "How many times are taken of each, of which the fastest counts. Default: 5.",
            HelpName = "N",
        };
        var plot = new Option<string>("--plot")
        {
            Description = "Write the picture to a file, as SVG for light and dark.",
            HelpName = "FILE.svg",
        };
        var json = new Option<bool>(CommandTree.JsonOption)
        {
            Description = "Print one object of JSON, and nothing else.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command(name, description) { count, rounds, plot, json };
        command.SetAction(parsed =>
        {
            run(new MeasuringOptions(
                Count(count.Name, parsed.GetValue(count), least),
                OptionNumbers.Positive(rounds.Name, parsed.GetValue(rounds)) ?? 5,
                MeasuringOptions.CheckPlotPath(parsed.GetValue(plot)),
                parsed.GetValue(json)));
            return 0;
        });
        return command;
    }

    private static long Count(string option, string? text, long least)
    {
        long count = OptionNumbers.Long(option, text) ?? 10_000_000;
        if (count >= least && count <= MostElements) return count;
        throw new UsageException(
            $"{option} {count} is not possible: it is from {least} to {Quantity.Count(MostElements)}");
    }
}
