using ActorCompute.Messages;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Working;

/// <summary>What a chunk needs on a node that does not share the client's memory, before it runs.</summary>
public sealed partial class Worker
{
    /// <summary>Fetches the inputs of a chunk where they are not read in place, and makes room for its results.</summary>
    private void Prepare(IActorContext context, ChunkTask task)
    {
        if (options.SharesMemory)
        {
            _ready.Enqueue(task);
            return;
        }

        JobSpec spec = task.Work.Spec;
        long start = spec.Grid.Start(task.Attempt.Chunk);
        long count = spec.Grid.Length(task.Attempt.Chunk);
        var inputs = new SliceRef[spec.Inputs.Count];
        _preparing.Add(task.Attempt, task);
        for (int part = 0; part < inputs.Length; part++)
        {
            JobInput input = spec.Inputs[part];
            if (input.Source is not InputSource.ByReference source) continue;
            if (options.MapsSegments && source.Segment is not null) continue;
            SliceRef all = input.IsFetched ? new(source.Array, start, count) : new(source.Array, 0, 1);
            inputs[part] = Allocate(context, task, input.Description.Type, all.Count);
            task.Unanswered++;
            context.Send(options.Transfers, new Fetch(task.Attempt, part, all, inputs[part]));
        }

        task.Inputs = inputs;
        if (task.KeepsResults) MakeRoom(context, task);
        if (task.Unanswered == 0) Prepared(context, task);
    }

    /// <summary>The results are to stay on this node until they are fetched.</summary>
    private void MakeRoom(IActorContext context, ChunkTask task)
    {
        JobSpec spec = task.Work.Spec;
        long count = spec.Grid.Length(task.Attempt.Chunk);
        task.Outputs = [.. spec.Outputs.Select(output => Allocate(context, task, output.Description.Type, count))];
    }

    private SliceRef Allocate(IActorContext context, ChunkTask task, Arrays.DType type, long count)
    {
        ArrayId array = ArrayNumbers.Make(options.Node, context.Self, ++_arraysMade);
        task.Arrays.Add(array);
        context.Send(options.Transfers, new Allocate(array, type, count));
        return new SliceRef(array, 0, count);
    }

    private void OnFetchAnswered(IActorContext context, AttemptId attempt, string? broken)
    {
        if (!_preparing.TryGetValue(attempt, out ChunkTask? task)) return;
        task.Broken ??= broken;
        if (--task.Unanswered > 0) return;
        Prepared(context, task);
        Advance(context);
    }

    private void Prepared(IActorContext context, ChunkTask task)
    {
        _preparing.Remove(task.Attempt);
        if (task.Broken is null && !task.Work.IsStopping)
        {
            _ready.Enqueue(task);
            return;
        }

        End(context, task);
        if (!task.Work.IsStopping)
        {
            Report(context, task.Work);
            context.Send(options.Router, new ChunkBroken(context.Self, _life, task.Attempt, task.Broken!));
        }
    }
}
