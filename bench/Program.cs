using System.CommandLine;
using ActorCompute.Bench;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Functions;
using ActorCompute.Bench.Measuring;
using ActorCompute.Bench.Reporting;
using ActorCompute.Bench.Rows;

if (args is [ClientMemory.Command, ..]) return ClientMemory.Run(args);
if (args is [NarrowKernels.Command, ..]) return NarrowKernels.Run(args);
IRow[] rows =
[
    new LargeRow(Work.Exp, new LargeBars { Split = 1.05, Memory = 1.15, NumPy = 0.65 }),
    new LargeRow(Work.Fused, new LargeBars { NumPy = 0.35, NumExpr = 0.20 }),
    new LargeRow(Work.Sum, new LargeBars { NumPy = 0.5 }),
    new MathRow(),
    new CoresRow(),
    new ReductionsRow(),
    new SizesRow(),
    new ChunkOverheadRow(),
    new ChunkSizeRow(),
    new PoolRow(),
    new ClusterRow(),
    new AkkaRow(),
    new FunctionsRow(),
    new MemoryRow(),
];

var names = new Argument<string[]>("row")
{
    Description = "What to measure; all of it if nothing is named.",
    Arity = ArgumentArity.ZeroOrMore,
};
names.AcceptOnlyFromAmong([.. rows.Select(row => row.Name)]);
var rounds = new Option<int>("--rounds")
{
    Description = "How often each contender is timed.",
    DefaultValueFactory = _ => 31,
};
var count = new Option<int>("--count")
{
    Description = "Elements of the large arrays.",
    DefaultValueFactory = _ => 10_000_000,
};
var patience = new Option<int>("--quiet")
{
    Description = "Seconds to wait, for each turn, for a moment in which the machine runs nothing else (Linux).",
    DefaultValueFactory = _ => 0,
};
var json = new Option<bool>("--json")
{
    Description = "One object on standard output, with the times of every round.",
};
foreach ((Option<int> number, int least) in ((Option<int>, int)[])[(rounds, 1), (count, 10), (patience, 0)])
{
    number.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < least) result.AddError($"{number.Name} is at least {least}");
    });
}

var command = new RootCommand("Measures the library against its ceilings and its peers, in turns.")
{
    names, rounds, count, patience, json,
};
command.SetAction(parsed =>
{
    string[] wanted = parsed.GetValue(names)!;
    var quiet = new QuietMoments(TimeSpan.FromSeconds(parsed.GetValue(patience)));
    var interleaving = new Interleaving(parsed.GetValue(rounds), quiet);
    using var context = new BenchContext(parsed.GetValue(count), interleaving);
    Machine machine = Machine.Here(context.NumPy?.Versions ?? NumPyPeer.HowToGet);
    bool isJson = parsed.GetValue(json);
    if (!isJson) MarkdownReport.Write(Console.Out, machine);
    var results = new Dictionary<string, RowResult>();
    foreach (IRow row in rows.Where(row => wanted.Length == 0 || wanted.Contains(row.Name)))
    {
        results[row.Name] = row.Measure(context);
        if (!isJson) MarkdownReport.Write(Console.Out, row, results[row.Name]);
    }

    if (isJson) JsonReport.Write(Console.Out, machine, context.Count, results);
    else MarkdownReport.Write(Console.Out, quiet);
});
return command.Parse(args).Invoke() == 0 ? 0 : 2;
