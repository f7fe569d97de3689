using ActorCompute.Arrays;

namespace ActorCompute.Client.Tests.Coordination;

/// <summary>Waits that fail a test instead of hanging it.</summary>
internal static class Waiting
{
    /// <summary>Far longer than anything here takes, on whatever machine.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>So short that a wait with it is over at once, but is a wait.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    /// <summary>The task's result, or a failure at the deadline.</summary>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Deadline);

    /// <inheritdoc cref="InTime{T}(Task{T})"/>
    public static Task<T> InTime<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Deadline);

    /// <inheritdoc cref="InTime{T}(Task{T})"/>
    public static Task InTime(this ValueTask task) => task.AsTask().WaitAsync(Deadline);

    /// <inheritdoc cref="InTime{T}(Task{T})"/>
    public static Task InTime(this Task task) => task.WaitAsync(Deadline);

    /// <summary>Fails unless the call throws an error of that kind.</summary>
    public static async Task ShouldFail(this Task task, ErrorKind kind) =>
        (await Should.ThrowAsync<ComputeException>(task.InTime())).Kind.ShouldBe(kind);

    /// <summary>Runs bodies at once, each on a thread of its own, and waits for all.</summary>
    public static Task Together(int count, Action<int> body) => Task.WhenAll(
        Enumerable.Range(0, count).Select(index => Task.Factory.StartNew(
            () => body(index),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)))
        .InTime();
}
