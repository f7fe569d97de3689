using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>The actor that hears of a job, as a program would write it.</summary>
public sealed class JobListener : IHandler
{
    private readonly Lock _lock = new();
    private readonly List<object> _messages = [];
    private readonly TaskCompletionSource<object> _ended = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the router said, in order.</summary>
    public IReadOnlyList<object> Messages
    {
        get
        {
            lock (_lock) return [.. _messages];
        }
    }

    /// <summary>JobCompleted or JobFailed; a job that never ends fails the test.</summary>
    public Task<object> Ended => _ended.Task.WaitAsync(Deadlines.Generous);

    public void Receive(IActorContext context, object message)
    {
        lock (_lock) _messages.Add(message);
        if (message is JobProtocol.JobCompleted or JobProtocol.JobFailed) _ended.TrySetResult(message);
    }
}

/// <summary>How long a test waits before it says that something will never happen.</summary>
internal static class Deadlines
{
    public static TimeSpan Generous { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a condition that other threads bring about.</summary>
    public static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Generous);
        while (!condition())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
