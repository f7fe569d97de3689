using ActorCompute.Arrays.Reductions;
using static ActorCompute.Messages.Wire.WireMessage;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Messages.Wire;

/// <summary>
/// How <see cref="WorkProtocol"/> travels, but for what a worker and its own node say: tags 0x04xx.
/// </summary>
internal static class WorkMessages
{
    // A chunk, an attempt, the length of the list of partials, and whether there are outputs.
    private const int LeastResultBytes = 17;
    private const int PartialNodeBytes = 36;

    public static readonly WireMessage[] All =
    [
        OfActors<WorkerJoined>(
            0x0401,
            (ref writer, joined) =>
            {
                WriteWorkerLife(ref writer, joined.Worker, joined.Life);
                writer.WriteBoolean(joined.SharesMemory);
                writer.WriteBoolean(joined.MapsSegments);
                writer.WriteInt32(joined.ChunkCredit);
                writer.WriteInt64(joined.ByteCredit);
            },
            (ref reader) => new WorkerJoined(
                reader.ReadActorRef(),
                reader.ReadInt32(),
                reader.ReadBoolean(),
                reader.ReadBoolean(),
                reader.ReadCount32(),
                reader.ReadCount64())),
        OfActors<AssignChunks>(
            0x0402,
            (ref writer, assign) =>
            {
                writer.WriteJobId(assign.Job);
                writer.WriteSpec(assign.Spec);
                writer.WriteInt64(assign.FirstChunk);
                writer.WriteInt32(assign.Chunks);
                writer.WriteInt32(assign.Attempt);
                writer.WriteInt32(assign.Life);
                writer.WriteBoolean(assign.IsInPlace);
                writer.WriteOptionalSlices(assign.FreshOutputs);
            },
            (ref reader) => new AssignChunks(
                reader.ReadJobId(),
                reader.ReadSpec(),
                reader.ReadCount64(),
                reader.ReadCount32(),
                reader.ReadInt32(),
                reader.ReadInt32(),
                reader.ReadBoolean(),
                reader.ReadOptionalSlices())),
        OfActors<ReturnChunks>(
            0x0403,
            (ref writer, message) => writer.WriteJobId(message.Job),
            (ref reader) => new ReturnChunks(reader.ReadJobId())),
        OfActors<ChunksReturned>(
            0x0404,
            (ref writer, returned) =>
            {
                WriteWorkerLife(ref writer, returned.Worker, returned.Life);
                writer.WriteJobId(returned.Job);
                writer.WriteInt64(returned.FirstChunk);
                writer.WriteInt32(returned.Chunks);
                writer.WriteInt32(returned.Attempt);
            },
            (ref reader) => new ChunksReturned(
                reader.ReadActorRef(),
                reader.ReadInt32(),
                reader.ReadJobId(),
                reader.ReadCount64(),
                reader.ReadCount32(),
                reader.ReadInt32())),
        OfActors<ChunksFinished>(
            0x0405,
            (ref writer, finished) =>
            {
                WriteWorkerLife(ref writer, finished.Worker, finished.Life);
                writer.WriteJobId(finished.Job);
                writer.WriteList(finished.Results, WriteResult);
            },
            (ref reader) => new ChunksFinished(
                reader.ReadActorRef(),
                reader.ReadInt32(),
                reader.ReadJobId(),
                reader.ReadList(LeastResultBytes, ReadResult))),
        OfActors<ChunkFailed>(
            0x0406,
            (ref writer, failed) =>
            {
                WriteWorkerLife(ref writer, failed.Worker, failed.Life);
                writer.WriteAttempt(failed.Attempt);
                writer.WriteErrorKind(failed.Kind);
                writer.WriteSentence(failed.Message);
            },
            (ref reader) => new ChunkFailed(
                reader.ReadActorRef(),
                reader.ReadInt32(),
                reader.ReadAttempt(),
                reader.ReadErrorKind(),
                reader.ReadText())),
        OfActors<ChunkBroken>(
            0x0407,
            (ref writer, broken) =>
            {
                WriteWorkerLife(ref writer, broken.Worker, broken.Life);
                writer.WriteAttempt(broken.Attempt);
                writer.WriteSentence(broken.Reason);
            },
            (ref reader) => new ChunkBroken(
                reader.ReadActorRef(), reader.ReadInt32(), reader.ReadAttempt(), reader.ReadText())),
        OfActors<ReleaseResults>(
            0x0408,
            (ref writer, release) =>
            {
                writer.WriteJobId(release.Job);
                writer.WriteList(release.Chunks, (ref writer, chunk) => writer.WriteInt64(chunk));
            },
            (ref reader) => new ReleaseResults(
                reader.ReadJobId(),
                reader.ReadList(sizeof(long), (ref reader) => reader.ReadCount64()))),
        OfActors<StopJob>(
            0x0409,
            (ref writer, stop) => writer.WriteJobId(stop.Job),
            (ref reader) => new StopJob(reader.ReadJobId())),
        OfActors<JobStopped>(
            0x040A,
            (ref writer, stopped) =>
            {
                WriteWorkerLife(ref writer, stopped.Worker, stopped.Life);
                writer.WriteJobId(stopped.Job);
            },
            (ref reader) => new JobStopped(reader.ReadActorRef(), reader.ReadInt32(), reader.ReadJobId())),
        OfActors<ResetWorker>(
            0x040B,
            (ref writer, reset) => writer.WriteInt32(reset.Life),
            (ref reader) => new ResetWorker(reader.ReadInt32())),
        OfActors<RenewLeases>(
            0x040C,
            (ref writer, renew) =>
            {
                writer.WriteNodeId(renew.Node);
                writer.WriteList(renew.Workers, WireValues.WriteActorRef);
            },
            (ref reader) => new RenewLeases(
                reader.ReadNodeId(),
                reader.ReadList(WireValues.ActorRefBytes, WireValues.ReadActorRef))),
        OfActors<WorkerLeaving>(
            0x040D,
            (ref writer, leaving) => WriteWorkerLife(ref writer, leaving.Worker, leaving.Life),
            (ref reader) => new WorkerLeaving(reader.ReadActorRef(), reader.ReadInt32())),
        OfActors<ReserveNode>(
            0x040E,
            (ref writer, reserve) =>
            {
                writer.WriteInt32(reserve.Life);
                writer.WriteInt32(reserve.Number);
            },
            (ref reader) => new ReserveNode(reader.ReadInt32(), reader.ReadInt32())),
        OfActors<NodeReserved>(
            0x040F,
            (ref writer, reserved) =>
            {
                WriteWorkerLife(ref writer, reserved.Worker, reserved.Life);
                writer.WriteInt32(reserved.Number);
            },
            (ref reader) => new NodeReserved(reader.ReadActorRef(), reader.ReadInt32(), reader.ReadInt32())),
        OfActors<FreeNode>(
            0x0410,
            (ref writer, free) => writer.WriteInt32(free.Number),
            (ref reader) => new FreeNode(reader.ReadInt32())),
        OfActors<ChunkRefused>(
            0x0411,
            (ref writer, refused) =>
            {
                WriteWorkerLife(ref writer, refused.Worker, refused.Life);
                writer.WriteAttempt(refused.Attempt);
                writer.WriteErrorKind(refused.Kind);
                writer.WriteSentence(refused.Message);
            },
            (ref reader) => new ChunkRefused(
                reader.ReadActorRef(),
                reader.ReadInt32(),
                reader.ReadAttempt(),
                reader.ReadErrorKind(),
                reader.ReadText())),
    ];

    private static void WriteWorkerLife(ref WireWriter writer, ActorRef worker, int life)
    {
        writer.WriteActorRef(worker);
        writer.WriteInt32(life);
    }

    private static void WriteResult(ref WireWriter writer, ChunkResult result)
    {
        writer.WriteInt64(result.Chunk);
        writer.WriteInt32(result.Attempt);
        writer.WriteList(result.Partials, WritePartialNode);
        writer.WriteOptionalSlices(result.Outputs);
    }

    private static ChunkResult ReadResult(ref WireReader reader) => new(
        reader.ReadCount64(),
        reader.ReadInt32(),
        reader.ReadList(PartialNodeBytes, ReadPartialNode),
        reader.ReadOptionalSlices());

    private static void WritePartialNode(ref WireWriter writer, PartialNode node)
    {
        writer.WriteInt32(node.Level);
        writer.WriteInt64(node.Index);
        writer.WriteInt64(node.State.A);
        writer.WriteInt64(node.State.B);
        writer.WriteInt64(node.State.C);
    }

    private static PartialNode ReadPartialNode(ref WireReader reader) => new(
        reader.ReadCount32(),
        reader.ReadCount64(),
        new Partial(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()));
}
