using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Engines.InProcess.Data;

/// <summary>
/// The transfers of a process that is the whole cluster: slices are copied between arrays of its table.
/// </summary>
/// <param name="table">The arrays.</param>
/// <param name="send">Sends an answer.</param>
/// <param name="endJob">Told when a job has ended.</param>
internal sealed class LocalTransfers(ArrayTable table, Action<ActorRef, object> send, Action<JobId> endJob)
{
    private readonly ConcurrentDictionary<ArrayId, string> _failedAllocations = new();

    /// <summary>Handles a message; the copies run on the thread pool.</summary>
    public void Handle(ActorRef sender, object message)
    {
        switch (message)
        {
            case EndJob end:
                // A run that did not stop holds a reference to what it writes to, which so outlives
                // its removal. The program's own arrays are the program's to remove.
                foreach (SliceRef slice in end.Abandoned) table.RemoveAllocated(slice.Array);
                endJob(end.Job);
                break;
            case Allocate allocate:
                if (table.TryAllocate(allocate.Array, allocate.Type, allocate.Count) is { } reason)
                {
                    _failedAllocations[allocate.Array] = reason;
                }

                break;
            case Fetch fetch:
                ThreadPool.UnsafeQueueUserWorkItem(_ => send(sender, Copy(fetch)), null);
                break;
            case Release release:
                _failedAllocations.TryRemove(release.Array, out _);
                table.Remove(release.Array);
                break;
        }
    }

    private object Copy(Fetch fetch)
    {
        if (_failedAllocations.TryGetValue(fetch.Target.Array, out string? reason)) return Broken(reason);
        if (!table.TryUse(fetch.Source.Array, out TableEntry? source))
        {
            return Broken("the source array is gone");
        }

        try
        {
            if (!table.TryUse(fetch.Target.Array, out TableEntry? target))
            {
                return Broken("the target array is gone");
            }

            try
            {
                source.CopyTo(target.Target!, fetch.Target.Start, fetch.Source);
                return new Fetched(fetch.Attempt, fetch.Part);
            }
            finally
            {
                target.Release();
            }
        }
        catch (Exception error)
            when (error is ComputeException or ArgumentException or ObjectDisposedException)
        {
            // A slice that the array does not have is a mistake in a message, which anyone may send.
            return Broken(error.Message);
        }
        finally
        {
            source.Release();
        }

        Broken Broken(string why) => new(fetch.Attempt, fetch.Part, why);
    }
}
