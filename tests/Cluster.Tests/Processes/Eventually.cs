using System.Diagnostics;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>Waits for what other processes do, which nobody tells this one of.</summary>
internal static class Eventually
{
    /// <summary>Far longer than anything here takes, on whatever machine.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until the condition holds.</summary>
    /// <param name="condition">Looked at every 20 ms.</param>
    /// <param name="what">What is waited for, for the message of a failure.</param>
    /// <param name="deadline">How long it may take; 30 s if left out.</param>
    public static Task Holds(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        Becomes(() => Task.FromResult(condition()), holds => holds, what, deadline);

    /// <summary>Asks until the answer is as it should be, and gives it.</summary>
    public static async Task<T> Becomes<T>(
        Func<Task<T>> ask, Func<T, bool> condition, string what, TimeSpan? deadline = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            T answer = await ask();
            if (condition(answer)) return answer;
            if (watch.Elapsed > (deadline ?? Deadline))
            {
                string last = answer is object[] many ? string.Join(", ", many) : $"{answer}";
                throw new TimeoutException(
                    $"within {deadline ?? Deadline} it did not come: {what}; the last was: {last}");
            }

            await Task.Delay(_interval);
        }
    }
}
