using System.Collections.Concurrent;

namespace ActorCompute.Client.Pools;

/// <summary>
/// Calls the callbacks of a pool on the thread pool, one at a time: a callback that adds to a list needs no
/// lock, as in Python.
/// </summary>
internal sealed class CallbackQueue
{
    private readonly ConcurrentQueue<(Action Call, Action<Exception?> Ended)> _calls = new();
    private int _waiting;

    /// <param name="call">The callback.</param>
    /// <param name="ended">Told what it threw, or null.</param>
    public void Post(Action call, Action<Exception?> ended)
    {
        _calls.Enqueue((call, ended));
        if (Interlocked.Increment(ref _waiting) != 1) return;
        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.CallAll(), this, preferLocal: false);
    }

    private void CallAll()
    {
        do
        {
            _calls.TryDequeue(out (Action Call, Action<Exception?> Ended) next);
            Exception? thrown = null;
            try
            {
                next.Call();
            }
            catch (Exception error)
            {
                thrown = error;
            }

            next.Ended(thrown);
        }
        while (Interlocked.Decrement(ref _waiting) > 0);
    }
}
