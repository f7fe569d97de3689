using System.Diagnostics;
using ActorCompute.Seed.Evaluation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorCompute.Seed.Output;

/// <summary>
/// A bar on the terminal's standard error with rate and time left, for work of over half a second. There is none
/// where standard output or error goes to a file or a pipe.
/// </summary>
internal static class ProgressBar
{
    private static readonly TimeSpan _worthShowing = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _refresh = TimeSpan.FromSeconds(0.1);

    /// <summary>Shows the progress of the work until it is over, however it ends. Does not throw what the work throws.</summary>
    public static async Task ShowUntil(Task work, WorkProgress progress)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected) return;
        long start = Stopwatch.GetTimestamp();
        if (await IsOver(work, _worthShowing).ConfigureAwait(false)) return;

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Capabilities.Ansi) return;
        await console.Progress()
            .AutoClear(true)
            .Columns(
                new TextColumn(() => progress.Phase),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new TextColumn(() => Estimate(progress, Stopwatch.GetElapsedTime(start).TotalSeconds)))
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask("", maxValue: 1);
                do bar.Value = progress.Total > 0 ? progress.Done / progress.Total : 0;
                while (!await IsOver(work, _refresh).ConfigureAwait(false));
            })
            .ConfigureAwait(false);
    }

    private static async Task<bool> IsOver(Task work, TimeSpan atMost) =>
        await Task.WhenAny(work, Task.Delay(atMost)).ConfigureAwait(false) == work;

    private static string Estimate(WorkProgress progress, double elapsedSeconds)
    {
        double done = progress.Done;
        if (done == 0) return "";
        double rate = done / elapsedSeconds;
        double left = Math.Max(0, progress.Total - done) / rate;
        return $"{Quantity.Rounded(rate)} elements/s, {Quantity.Time(Math.Max(1, Math.Round(left)))} left";
    }

    private sealed class TextColumn(Func<string> text) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(text());
    }
}
