using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Engines.InProcess.Data;

/// <summary>
/// The transfers of a process: slices are copied into arrays of its table, from others of it or from another
/// node's.
/// </summary>
/// <param name="host">Sends the answers.</param>
/// <param name="self">The service.</param>
/// <param name="table">The arrays.</param>
/// <param name="endJob">Told when a job has ended.</param>
/// <param name="others">The slices of other nodes; null where there are none.</param>
internal sealed class SliceTransfers(
    IActorHost host, ActorRef self, ArrayTable table, Action<JobId> endJob, IOtherSlices? others = null)
{
    private readonly ConcurrentDictionary<ArrayId, string> _failedAllocations = new();

    /// <summary>Handles a message; the copies run on the thread pool, or where the other node's bytes
    /// arrive.</summary>
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
            case Fetch fetch when fetch.Source.Array.Node == host.Node:
                ThreadPool.UnsafeQueueUserWorkItem(_ => Answer(sender, fetch, TryCopy(fetch)), null);
                break;
            case Fetch fetch:
                Pull(sender, fetch);
                break;
            case Release release:
                _failedAllocations.TryRemove(release.Array, out _);
                table.Remove(release.Array);
                break;
        }
    }

    private void Answer(ActorRef worker, Fetch fetch, string? broken) => host.Send(
        worker,
        broken is null
            ? new Fetched(fetch.Attempt, fetch.Part)
            : new Broken(fetch.Attempt, fetch.Part, broken),
        self);

    /// <summary>Copies between two arrays of the table; gives why not, or null.</summary>
    private string? TryCopy(Fetch fetch)
    {
        if (TryUseTarget(fetch, out TableEntry? target) is { } reason) return reason;
        try
        {
            if (!table.TryUse(fetch.Source.Array, out TableEntry? source)) return "the source array is gone";
            try
            {
                source.CopyTo(target!.Target!, fetch.Target.Start, fetch.Source);
                return null;
            }
            finally
            {
                source.Release();
            }
        }
        catch (Exception error)
            when (error is ComputeException or ArgumentException or ObjectDisposedException)
        {
            // A slice that the array does not have is a mistake in a message, which anyone may send.
            return error.Message;
        }
        finally
        {
            target!.Release();
        }
    }

    private void Pull(ActorRef worker, Fetch fetch)
    {
        if (TryUseTarget(fetch, out TableEntry? target) is { } reason)
        {
            Answer(worker, fetch, reason);
        }
        else if (others is null)
        {
            target!.Release();
            Answer(worker, fetch, "the source array is of another node");
        }
        else
        {
            others.Pull(fetch.Source, target!.Target!, fetch.Target.Start, broken =>
            {
                target.Release();
                Answer(worker, fetch, broken);
            });
        }
    }

    private string? TryUseTarget(Fetch fetch, out TableEntry? target)
    {
        target = null;
        if (_failedAllocations.TryGetValue(fetch.Target.Array, out string? reason)) return reason;
        return table.TryUse(fetch.Target.Array, out target) ? null : "the target array is gone";
    }
}

/// <summary>The slices of other nodes. Thread safe.</summary>
internal interface IOtherSlices
{
    /// <summary>Reads a slice of another node's array into a target.</summary>
    /// <param name="source">The slice.</param>
    /// <param name="target">Where it goes; nothing writes there any more once <paramref name="done"/> is
    /// called.</param>
    /// <param name="start">The index of its first element there.</param>
    /// <param name="done">Called once: with null, or with a sentence that says why it cannot be had.</param>
    void Pull(SliceRef source, Arrays.Memory.ElementTarget target, long start, Action<string?> done);
}
