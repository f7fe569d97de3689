using System.Collections.Concurrent;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Mutants;
using ActorCompute.Simulation.Scenarios;

namespace ActorCompute.Simulation;

/// <summary>A promise that was broken in the schedule of a seed.</summary>
public sealed record Violation(ulong Seed, string Oracle, string Message);

/// <summary>Runs schedules, several at once. All members are thread safe.</summary>
public static class ScheduleRunner
{
    /// <summary>Runs a scenario and says what was broken, if anything.</summary>
    public static Violation? Run(
        Scenario scenario, Func<Mutant> mutant, out Simulator simulator, bool traces = false)
    {
        simulator = new Simulator(scenario, mutant(), traces);
        try
        {
            simulator.Run();
            return null;
        }
        catch (ViolationException violation)
        {
            return new Violation(scenario.Seed, violation.Oracle, violation.Message);
        }
    }

    /// <summary>
    /// Runs the schedules of <paramref name="count"/> seeds from <paramref name="first"/> on.
    /// </summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="mutant">A planted bug, or none.</param>
    /// <param name="tally">Counts what the schedules go through, if given.</param>
    /// <param name="isEnough">After such a violation no more schedules start; null runs them all.</param>
    /// <returns>The violations, by seed.</returns>
    public static IReadOnlyList<Violation> Run(
        ulong first,
        int count,
        Func<Mutant> mutant,
        ScheduleTally? tally = null,
        Predicate<Violation>? isEnough = null)
    {
        var violations = new ConcurrentBag<Violation>();
        Parallel.For(0, count, (i, loop) =>
        {
            Scenario scenario = ScenarioGenerator.Draw(first + (ulong)i);
            Violation? violation = Run(scenario, mutant, out Simulator simulator);
            tally?.Add(simulator);
            if (violation is null) return;
            violations.Add(violation);
            if (isEnough?.Invoke(violation) == true) loop.Stop();
        });
        return [.. violations.OrderBy(violation => violation.Seed)];
    }

    /// <summary>What a violation's schedule looked like, and how to see it again.</summary>
    /// <param name="violation">The violation.</param>
    /// <param name="mutant">The planted bug of the run.</param>
    /// <param name="mutantName">Its name, or null.</param>
    /// <param name="lines">How many of the last lines of the trace.</param>
    public static string Report(Violation violation, Func<Mutant> mutant, string? mutantName, int lines)
    {
        Run(ScenarioGenerator.Draw(violation.Seed), mutant, out Simulator simulator, traces: true);
        string option = mutantName is null ? "" : $" --mutant {mutantName}";
        return $"""
            schedule seed {violation.Seed} breaks the promise of {violation.Oracle}: {violation.Message}
            {string.Join('\n', simulator.Trace!.Lines.TakeLast(lines))}
            replay: dotnet run -c Release --project tests/Simulation -- --seed {violation.Seed}{option}
            """;
    }
}
