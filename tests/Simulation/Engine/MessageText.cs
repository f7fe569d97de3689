using System.Text;
using ActorCompute.Actors;
using ActorCompute.Messages;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.MembershipProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Engine;

/// <summary>Messages in a line of a trace each: what matters, and no specification of a job.</summary>
public static class MessageText
{
    public static string Of(ActorRef actor) => actor.Number == 0
        ? "nobody"
        : $"{Of(actor.Node)}/{actor.Number}";

    public static string Of(ArrayId array) => $"{Of(array.Node)}:{array.Number:x}";

    /// <summary>A process: its place, a stroke for each other id before its own, its incarnation.</summary>
    public static string Of(NodeId node) =>
        $"{Network.Place(node)}{new string('\'', SimulatedNode.IdsBefore(node.Id))}.{node.Incarnation}";

    public static string Of(in SliceRef slice) => slice.Array.Number == 0
        ? "-"
        : $"{Of(slice.Array)}[{slice.Start / Arrays.Block.Size}..+{slice.Count}]";

    public static string Of(object message) => message switch
    {
        SubmitJob m => $"SubmitJob {m.Job} {m.Spec.Grid}",
        BeginJob m => $"BeginJob {m.Job}",
        JobCompleted m => $"JobCompleted {m.Job} value {m.Value} {Slices(m.Outputs.SelectMany(one => one))}",
        JobFailed m => $"JobFailed {m.Job} {m.Kind}: {m.Message}; abandoned {Slices(m.Abandoned)}",
        JobAggregated m =>
            $"JobAggregated {m.Job} value {m.Value} {Slices(m.Outputs.SelectMany(one => one))}",
        AssignChunks m => $"AssignChunks {m.Job} {Range(m.FirstChunk, m.Chunks)} attempt {m.Attempt} "
            + $"life {m.Life} into {Slices(m.FreshOutputs)}",
        ChunksReturned m => $"ChunksReturned {m.Job} {Range(m.FirstChunk, m.Chunks)} attempt {m.Attempt} "
            + $"life {m.Life}",
        ChunksFinished m => $"ChunksFinished {m.Job} life {m.Life}: "
            + string.Join(", ", m.Results.Select(Result)),
        CommitChunks m => $"CommitChunks {m.Job}: "
            + string.Join(", ", m.Chunks.Select(one => $"{one.Chunk} {Slices(one.Outputs)}")),
        ReleaseResults m => $"ReleaseResults {m.Job}: {string.Join(", ", m.Chunks)}",
        Run m => $"Run {m.Attempt} from {Slices(m.Inputs)} into {Slices(m.Outputs)}",
        Finished m => $"Finished {m.Attempt}",
        Allocate m => $"Allocate {Of(m.Array)} of {m.Count}",
        Fetch m => $"Fetch {m.Attempt} part {m.Part} from {Of(m.Source)} into {Of(m.Target)}",
        Release m => $"Release {Of(m.Array)}",
        EndJob m => $"EndJob {m.Job} abandoned {Slices(m.Abandoned)}",
        RenewLeases m => $"RenewLeases {Of(m.Node)}",
        JoinCluster m => $"JoinCluster {m.Node.Name} {Of(m.Node.Node)}",
        RenewMembership m => $"RenewMembership {Of(m.Node)}",
        MembersChanged m => $"MembersChanged {string.Join(", ", m.Nodes.Select(one => Of(one.Node)))}",
        WorkerJoined m => $"WorkerJoined life {m.Life} shares memory {m.SharesMemory} "
            + $"credits {m.ChunkCredit} {m.ByteCredit}",
        JobStopped m => $"JobStopped {m.Job} life {m.Life}",
        ChunkBroken m => $"ChunkBroken {m.Attempt} life {m.Life}: {m.Reason}",
        ChunkFailed m => $"ChunkFailed {m.Attempt} life {m.Life}: {m.Message}",
        Terminated m => $"Terminated {Of(m.Actor)} process died {m.ProcessDied}",
        Started => "Started",
        _ => message.ToString() ?? message.GetType().Name,
    };

    private static string Result(ChunkResult result) =>
        $"{result.Chunk} by {result.Attempt} {Slices(result.Outputs)}";

    private static string Range(long first, long count) => $"chunks {first} to {first + count - 1}";

    private static string Slices(IEnumerable<SliceRef>? slices)
    {
        if (slices is null) return "place";
        var text = new StringBuilder("{");
        foreach (SliceRef slice in slices) text.Append(text.Length > 1 ? " " : "").Append(Of(slice));
        return text.Append('}').ToString();
    }
}
