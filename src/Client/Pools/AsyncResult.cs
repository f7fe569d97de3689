using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Client.Coordination;

namespace ActorCompute.Client.Pools;

/// <summary>
/// What a pool was asked for and will give: <c>AsyncResult</c> of Python's multiprocessing, and a task that
/// can be awaited. Thread safe. A callback has run before the result is ready.
/// </summary>
/// <typeparam name="T">The result's type.</typeparam>
public sealed class AsyncResult<T>
{
    internal AsyncResult(Task<T> task) => Task = task;

    /// <summary>
    /// The result, or a <see cref="ComputeException"/> that says which item failed and has what it threw
    /// inside (an <see cref="OperationCanceledException"/> where the caller's token cancelled).
    /// </summary>
    public Task<T> Task { get; }

    /// <summary>True once the result or the failure is there.</summary>
    public bool Ready => Task.IsCompleted;

    /// <summary>True where the result is there, false where it failed.</summary>
    /// <exception cref="ComputeException">Neither is there yet.</exception>
    public bool Successful => Ready
        ? Task.IsCompletedSuccessfully
        : throw new ComputeException(
            ErrorKind.InvalidState, "whether the result is successful is not known yet: wait for it first");

    /// <summary>Awaits <see cref="Task"/>.</summary>
    public TaskAwaiter<T> GetAwaiter() => Task.GetAwaiter();

    /// <summary>Waits until the result or the failure is there.</summary>
    /// <param name="timeout">How long at most; by default for ever.</param>
    /// <returns>False where the timeout passed first.</returns>
    /// <exception cref="ComputeException">The timeout is negative.</exception>
    public bool Wait(TimeSpan? timeout = null)
    {
        TimeSpan limit = TimeLimit.OfTask(timeout);

        // A short call is over before this thread could sleep and be woken.
        int mostLooks = limit == TimeSpan.Zero ? 0 : ShortWait.MostLooks;
        for (int looks = 0; looks < mostLooks && !Ready; looks++) ShortWait.Pause(looks);
        return Ready || System.Threading.Tasks.Task.WaitAny([Task], limit) == 0;
    }

    /// <summary>Waits for the result and gives it, or throws what it failed with.</summary>
    /// <param name="timeout">How long to wait at most; by default for ever.</param>
    /// <exception cref="ComputeException">
    /// The timeout passed (<see cref="ErrorKind.Timeout"/>; the work goes on), or the function failed.
    /// </exception>
    public T Get(TimeSpan? timeout = null) => Wait(timeout)
        ? Task.GetAwaiter().GetResult()
        : throw new ComputeException(
            ErrorKind.Timeout,
            $"the result was not there after {timeout!.Value.TotalSeconds:0.###} s: "
            + "it is still being worked on, ask again");
}
