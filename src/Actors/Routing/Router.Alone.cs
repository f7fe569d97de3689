using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>
/// Whose fault it is that nodes die. Which of the chunks at a node ran when it died cannot be known from here: word
/// that one had begun would die with the node, and the kernel that killed it may have been another client's. So a
/// death only makes suspects: of each assignment there the first chunk that was held. After three different nodes
/// the suspicion is put to the proof, by a run for which the node is reserved among the slots of all clients. The
/// chunk is sent when the node has said that nothing else runs there, and the node stays reserved until the result
/// is accepted. So whenever the node dies in between, this chunk was the only one there, whether it killed at once or
/// later, and whatever messages died with the node; and a node that dies before that proves nothing. It costs chunks
/// that are not suspects neither a message nor a byte.
/// </summary>
public sealed partial class Router
{
    private readonly Queue<(Job Job, long Chunk)> _suspects = new();
    private SoloRun? _solo;
    private int _reservations;

    /// <summary>
    /// A chunk that three nodes died of runs once more, alone on a node: then it is certain whether it was to blame.
    /// The node that has least to do is kept free for it, reserved when it is idle, and then gets the chunk.
    /// </summary>
    private void StartSoloRun(IActorContext context)
    {
        if (_solo is { IsStarted: false, Job.IsRunning: false }) EndSoloRun(context);
        while (_solo is null && _suspects.TryDequeue(out (Job Job, long Chunk) suspect))
        {
            if (suspect.Job.IsRunning) _solo = new SoloRun(suspect.Job, suspect.Chunk);
        }

        if (_solo is null || _solo.IsStarted || !TrySeat(context, _solo, out WorkerRecord? seat)) return;
        if (_workersInOrder.Exists(worker => worker.Worker.Node == seat.Worker.Node && !worker.IsIdle)) return;

        // What kills the client's own process ends the client: there is nobody left to blame it.
        if (seat.Renews && !_solo.IsReserved)
        {
            if (_solo.Reservation != 0) return;
            _solo.Reservation = ++_reservations;
            context.Send(seat.Worker, new ReserveNode(seat.Life, _solo.Reservation));
            return;
        }

        _solo.IsStarted = true;
        Assign(context, seat, _solo.Job, new ChunkRange(_solo.Chunk, 1));
    }

    /// <summary>The worker that is to run the chunk: the one chosen before, as long as it takes chunks.</summary>
    private bool TrySeat(
        IActorContext context,
        SoloRun solo,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkerRecord? seat)
    {
        seat = solo.Seat;
        if (seat is not null && seat.CanHold(solo.Job) && IsPresent(seat)) return true;
        FreeReserved(context, solo);
        seat = _workersInOrder
            .GroupBy(worker => worker.Worker.Node)
            .Where(workers => workers.Any(worker => worker.CanHold(solo.Job)))
            .MinBy(workers => workers.Sum(worker => worker.OpenChunks))
            ?.First(worker => worker.CanHold(solo.Job));
        solo.Seat = seat;
        return seat is not null;
    }

    private void OnReserved(IActorContext context, NodeReserved reserved)
    {
        if (!TryFind(context, reserved.Worker, reserved.Life, out WorkerRecord? worker)) return;
        if (_solo is not { } solo || solo.Seat != worker || solo.Reservation != reserved.Number) return;
        solo.IsReserved = true;
        StartSoloRun(context);
    }

    private void EndSoloRun(IActorContext context)
    {
        if (_solo is null) return;
        FreeReserved(context, _solo);
        _solo = null;
    }

    private static void FreeReserved(IActorContext context, SoloRun solo)
    {
        if (solo.Reservation != 0) context.Send(solo.Seat!.Worker, new FreeNode(solo.Reservation));
        solo.Reservation = 0;
        solo.IsReserved = false;
    }

    private bool IsSolo(Job job, long chunk) =>
        _solo is { IsStarted: true } solo && solo.Job == job && solo.Chunk == chunk;

    /// <summary>A chunk is to be run once more: alone, if that is how it ran.</summary>
    private void QueueAgain(Job job, long chunk)
    {
        if (IsSolo(job, chunk)) _solo!.IsStarted = false;
        else job.Pending.Add(new ChunkRange(chunk, 1));
    }

    /// <summary>A chunk that runs alone on a node, which is kept free of other work until the run is over.</summary>
    private sealed class SoloRun(Job job, long chunk)
    {
        public Job Job { get; } = job;

        public long Chunk { get; } = chunk;

        /// <summary>The worker that is to run it, once one is chosen.</summary>
        public WorkerRecord? Seat { get; set; }

        /// <summary>The number of the reservation that was asked for, or 0.</summary>
        public int Reservation { get; set; }

        /// <summary>True once nothing else runs on the node of the seat.</summary>
        public bool IsReserved { get; set; }

        public bool IsStarted { get; set; }
    }
}
