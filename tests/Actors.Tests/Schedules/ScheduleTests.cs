using ActorCompute.Simulation;
using ActorCompute.Simulation.Mutants;
using Xunit.Abstractions;

namespace ActorCompute.Actors.Tests.Schedules;

public class ScheduleTests(ITestOutputHelper output)
{
    private const ulong FirstSeed = 20_000_000;

    [Fact]
    public void Two_thousand_schedules_of_faults_break_no_promise()
    {
        var tally = new ScheduleTally();

        IReadOnlyList<Violation> violations = ScheduleRunner.Run(FirstSeed, 2000, Mutant.None, tally);

        output.WriteLine($"2000 schedules from seed {FirstSeed}: {tally}");
        violations.ShouldBeEmpty(Report(violations, null));
    }

    [Fact]
    public void A_schedule_is_the_same_whenever_it_is_run()
    {
        for (ulong seed = FirstSeed; seed < FirstSeed + 20; seed++)
        {
            Trace(seed).ShouldBe(Trace(seed), $"schedule seed {seed}");
        }
    }

    /// <summary>
    /// The promise is what has to be broken: a mutant that only makes a handler throw would prove nothing
    /// about it.
    /// </summary>
    [Theory]
    [InlineData("no-deduplication", "commits", "credits", "leases", "results")]
    [InlineData("lost-lease", "leases")]
    [InlineData("double-count", "results")]
    [InlineData("slice-freed-too-early", "leases")]
    [InlineData("forgotten-abandonment", "leases")]
    [InlineData("forgotten-release", "leaks")]
    [InlineData("doubled-credit", "credits")]
    [InlineData("lost-wakeup", "failures")]
    [InlineData("silent-member", "membership")]
    [InlineData("ignored-invitation", "membership")]
    [InlineData("kept-session", "leaks")]
    [InlineData("forgotten-reservation", "failures")]
    public void A_planted_bug_is_found_within_ten_thousand_schedules(string bug, params string[] promises)
    {
        IReadOnlyList<Violation> violations = ScheduleRunner.Run(
            FirstSeed, 10_000, Mutant.ByName[bug], isEnough: one => promises.Contains(one.Oracle));

        output.WriteLine(Report(violations, bug));
        violations.ShouldContain(violation => promises.Contains(violation.Oracle));
    }

    [Fact]
    public void A_report_names_the_promise_and_replays_the_schedule()
    {
        Func<Mutant> mutant = Mutant.ByName["doubled-credit"];
        Violation violation = ScheduleRunner.Run(FirstSeed, 100, mutant)[0];

        string report = ScheduleRunner.Report(violation, mutant, "doubled-credit", lines: 5);

        report.ShouldContain($"schedule seed {violation.Seed} breaks the promise of credits");
        report.ShouldContain($"VIOLATION credits: {violation.Message}");
        report.ShouldContain(
            $"--project tests/Simulation -- --seed {violation.Seed} --mutant doubled-credit");
    }

    private static string Report(IReadOnlyList<Violation> violations, string? bug)
    {
        if (violations.Count == 0) return "no violation";
        return ScheduleRunner.Report(
            violations[0], bug is null ? Mutant.None : Mutant.ByName[bug], bug, lines: 30);
    }

    private static IReadOnlyList<string> Trace(ulong seed)
    {
        ScheduleRunner.Run(
            Simulation.Scenarios.ScenarioGenerator.Draw(seed), Mutant.None, out var simulator, traces: true);
        return simulator.Trace!.Lines;
    }
}
