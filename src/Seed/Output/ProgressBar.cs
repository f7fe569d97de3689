using System.Diagnostics;
using ActorCompute.Seed.Evaluation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorCompute.Seed.Output;

/// <summary>
/// A bar on the terminal's standard error with rate and time left, for work of over half a second. There is
/// none where standard output or error goes to a file or a pipe.
/// </summary>
internal static class ProgressBar
{
    private static readonly TimeSpan _worthShowing = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _refresh = TimeSpan.FromSeconds(0.1);

    /// <summary>True where there is a terminal to show it on.</summary>
    public static bool IsPossible => !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    /// <summary>
    /// Does work on another thread and shows its progress until it is over, however it ends.
    /// </summary>
    public static T ShowDuring<T>(Func<T> work, WorkProgress progress)
    {
        Task<T> task = Task.Factory.StartNew(
            work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        long start = Stopwatch.GetTimestamp();
        if (!IsOver(task, _worthShowing)) Show(task, progress, start);
        return task.GetAwaiter().GetResult();
    }

    private static void Show(Task task, WorkProgress progress, long start)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) };
        IAnsiConsole console = AnsiConsole.Create(settings);
        if (!console.Profile.Capabilities.Ansi) return;
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TextColumn(() => progress.Phase),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new TextColumn(() => Estimate(progress, Stopwatch.GetElapsedTime(start).TotalSeconds)))
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("work", maxValue: 1);
                do bar.Value = progress.Total > 0 ? progress.Done / progress.Total : 0;
                while (!IsOver(task, _refresh));
            });
    }

    private static bool IsOver(Task task, TimeSpan atMost) => Task.WaitAny([task], atMost) == 0;

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
