using static ActorCompute.Messages.MembershipProtocol;
using static ActorCompute.Messages.Wire.WireMessage;

namespace ActorCompute.Messages.Wire;

/// <summary>How <see cref="MembershipProtocol"/> travels: tags 0x03xx.</summary>
internal static class MembershipMessages
{
    // The fields of fixed size, and the lengths of the texts.
    private const int LeastDescriptionBytes = 38;
    private const int LeastStatusBytes = LeastDescriptionBytes + 36;

    public static readonly WireMessage[] All =
    [
        OfActors<JoinCluster>(
            0x0301,
            (ref writer, join) =>
            {
                writer.WriteActorRef(join.Agent);
                WriteDescription(ref writer, join.Node);
            },
            (ref reader) => new JoinCluster(reader.ReadActorRef(), ReadDescription(ref reader))),
        OfActors<Joined>(
            0x0302,
            (ref writer, joined) => writer.WriteNodeId(joined.Node),
            (ref reader) => new Joined(reader.ReadNodeId())),
        OfActors<JoinRefused>(
            0x0303,
            (ref writer, refused) =>
            {
                writer.WriteNodeId(refused.Node);
                writer.WriteSentence(refused.Reason);
            },
            (ref reader) => new JoinRefused(reader.ReadNodeId(), reader.ReadText())),
        OfActors<RenewMembership>(
            0x0304,
            (ref writer, renew) =>
            {
                writer.WriteActorRef(renew.Agent);
                writer.WriteNodeId(renew.Node);
                WriteLoad(ref writer, renew.Load);
            },
            (ref reader) => new RenewMembership(
                reader.ReadActorRef(), reader.ReadNodeId(), ReadLoad(ref reader))),
        OfActors<JoinAgain>(
            0x0305,
            (ref writer, again) => writer.WriteNodeId(again.Node),
            (ref reader) => new JoinAgain(reader.ReadNodeId())),
        OfActors<LeaveCluster>(
            0x0306,
            (ref writer, leave) => writer.WriteNodeId(leave.Node),
            (ref reader) => new LeaveCluster(reader.ReadNodeId())),
        OfActors<WatchMembers>(
            0x0307,
            (ref writer, watch) => writer.WriteActorRef(watch.Watcher),
            (ref reader) => new WatchMembers(reader.ReadActorRef())),
        OfActors<MembersChanged>(
            0x0308,
            (ref writer, changed) => writer.WriteList(changed.Nodes, WriteDescription),
            (ref reader) => new MembersChanged(reader.ReadList(LeastDescriptionBytes, ReadDescription))),
        OfActors<AskStatus>(
            0x0309,
            (ref writer, ask) => writer.WriteActorRef(ask.ReplyTo),
            (ref reader) => new AskStatus(reader.ReadActorRef())),
        OfActors<StatusReport>(
            0x030A,
            (ref writer, report) =>
            {
                writer.WriteNodeId(report.Seed);
                writer.WriteName(report.Software);
                writer.WriteName(report.Engine);
                writer.WriteName(report.View);
                writer.WriteList(report.Nodes, WriteStatus);
            },
            (ref reader) => new StatusReport(
                reader.ReadNodeId(),
                reader.ReadText(),
                reader.ReadText(),
                reader.ReadText(),
                reader.ReadList(LeastStatusBytes, ReadStatus))),
    ];

    private static void WriteDescription(ref WireWriter writer, NodeDescription node)
    {
        writer.WriteNodeId(node.Node);
        writer.WriteName(node.Name);
        writer.WriteName(node.Address);
        writer.WriteInt32(node.Slots);
        writer.WriteInt64(node.MemoryBytes);
        writer.WriteName(node.Software);
        writer.WriteUInt64(node.KernelsHash);
    }

    private static NodeDescription ReadDescription(ref WireReader reader) => new(
        reader.ReadNodeId(),
        reader.ReadText(),
        reader.ReadText(),
        reader.ReadCount32(),
        reader.ReadCount64(),
        reader.ReadText(),
        reader.ReadUInt64());

    private static void WriteLoad(ref WireWriter writer, NodeLoad load)
    {
        writer.WriteInt32(load.BusySlots);
        writer.WriteInt32(load.Jobs);
        writer.WriteInt64(load.ChunksDone);
        writer.WriteInt64(load.BytesMoved);
        writer.WriteInt64(load.MemoryInUse);
        writer.WriteBoolean(load.IsLeaving);
    }

    private static NodeLoad ReadLoad(ref WireReader reader) => new(
        reader.ReadCount32(),
        reader.ReadCount32(),
        reader.ReadCount64(),
        reader.ReadCount64(),
        reader.ReadCount64(),
        reader.ReadBoolean());

    private static void WriteStatus(ref WireWriter writer, NodeStatus status)
    {
        WriteDescription(ref writer, status.Description);
        WriteLoad(ref writer, status.Load);
        writer.WriteBoolean(status.IsSilent);
        writer.WriteName(status.View);
    }

    private static NodeStatus ReadStatus(ref WireReader reader) =>
        new(ReadDescription(ref reader), ReadLoad(ref reader), reader.ReadBoolean(), reader.ReadText());
}
