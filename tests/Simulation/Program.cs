using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ActorCompute.Simulation;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Mutants;
using ActorCompute.Simulation.Scenarios;

var schedules = new Option<int>("--schedules")
{
    Description = "How many schedules to run",
    DefaultValueFactory = _ => 2000,
};
var firstSeed = new Option<ulong>("--first-seed")
{
    Description = "The seed of the first",
    DefaultValueFactory = _ => 1,
};
var seed = new Option<ulong?>("--seed") { Description = "Run this schedule alone, and print its trace" };
var mutantName = new Option<string?>("--mutant") { Description = "Plant a bug, to see that it is found" };
mutantName.AcceptOnlyFromAmong([.. Mutant.ByName.Keys]);
var root = new RootCommand("Runs the actors of ActorCompute through schedules of faults, in virtual time")
{
    schedules, firstSeed, seed, mutantName,
};
root.SetAction(result =>
{
    string? name = result.GetValue(mutantName);
    Func<Mutant> mutant = name is null ? Mutant.None : Mutant.ByName[name];
    return result.GetValue(seed) is ulong one
        ? Replay(one, mutant)
        : RunMany(result.GetValue(firstSeed), result.GetValue(schedules), mutant, name);
});
return root.Parse(args).Invoke();

static int Replay(ulong seed, Func<Mutant> mutant)
{
    Scenario scenario = ScenarioGenerator.Draw(seed);
    foreach (NodePlan node in scenario.Nodes) Console.WriteLine(node);
    foreach (JobPlan job in scenario.Jobs) Console.WriteLine(job);
    Violation? violation = ScheduleRunner.Run(scenario, mutant, out Simulator simulator, traces: true);
    foreach (string line in simulator.Trace!.Lines) Console.WriteLine(line);
    Console.WriteLine(violation is null
        ? $"schedule {seed}: {simulator.Events.Count} events, no violation"
        : $"schedule {seed}: {violation.Oracle}: {violation.Message}");
    return violation is null ? 0 : 1;
}

static int RunMany(ulong first, int count, Func<Mutant> mutant, string? mutantName)
{
    const int reported = 3, lines = 40;
    var tally = new ScheduleTally();
    var clock = Stopwatch.StartNew();
    IReadOnlyList<Violation> violations = ScheduleRunner.Run(first, count, mutant, tally);
    double perSecond = count / clock.Elapsed.TotalSeconds;
    foreach (Violation violation in violations.Take(reported))
    {
        Console.WriteLine(ScheduleRunner.Report(violation, mutant, mutantName, lines));
        Console.WriteLine();
    }

    foreach (var kind in violations.GroupBy(violation => violation.Oracle))
    {
        Console.WriteLine($"{kind.Key}: {kind.Count()}, first at seed {kind.First().Seed}");
    }

    Console.WriteLine(tally);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{count} schedules from seed {first}, {perSecond:F0} a second, {violations.Count} violations"));
    return violations.Count == 0 ? 0 : 1;
}
