using System.Buffers;
using System.Buffers.Binary;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Messages.Wire;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>Each kind of malformed field is refused in a sentence that says what is wrong.</summary>
public class MalformedTests
{
    private const int EnvelopeBytes = 57;
    private const int JobIdBytes = 16;

    // Where the expression of an assignment begins, after the kind of its job.
    private const int ExpressionPlace = EnvelopeBytes + JobIdBytes + 1;

    [Fact]
    public void A_cut_off_field_is_told_with_its_place() =>
        ReasonFor(new ResetWorker(1), fields => fields[..^1])
            .ShouldBe("ResetWorker is malformed before byte 57 of its fields: "
                + "4 bytes were to follow, and 3 are left");

    [Fact]
    public void Bytes_after_the_last_field_are_refused() =>
        ReasonFor(new ResetWorker(1), fields => [.. fields, 0])
            .ShouldContain("1 bytes follow the last field");

    [Fact]
    public void A_negative_count_is_refused() =>
        ReasonFor(new ChunksReturned(default, 1, default, -1, 1, 1), Same).ShouldContain("-1 is negative");

    [Fact]
    public void A_list_that_claims_more_than_its_bytes_is_refused_before_it_is_made()
    {
        byte[] frame = Frames.Of(new ReleaseResults(default, [1, 2]));
        byte[] fields = frame[FrameHeader.Size..];
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(EnvelopeBytes + JobIdBytes), int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReasonOf(Frames.HeaderOf(frame), fields)
            .ShouldContain("2147483647 values do not fit in the 16 bytes that are left");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
    }

    [Fact]
    public void An_undefined_number_of_an_enum_is_refused() =>
        ReasonFor(new ChunkFailed(default, 1, default, (Arrays.ErrorKind)200, ""), Same)
            .ShouldContain("200 is no ErrorKind");

    [Fact]
    public void A_truth_value_other_than_0_and_1_is_refused() =>
        ReasonFor(
            new WorkerJoined(default, 1, true, false, 0, 0), fields => Put(fields, 2, EnvelopeBytes + 20))
            .ShouldContain("2 is neither true nor false");

    [Fact]
    public void A_text_that_is_not_UTF_8_is_refused() =>
        ReasonFor(new ChunkBroken(default, 1, default, "ab"), fields => Put(fields, 0xFF, fields.Length - 1))
            .ShouldContain("a text is not UTF-8");

    [Fact]
    public void A_slice_whose_end_is_beyond_63_bits_is_refused() =>
        ReasonFor(new DataProtocol.ReadSlice(1, new SliceRef(default, long.MaxValue, 1)), Same)
            .ShouldContain("a slice of 1 elements cannot start at 9223372036854775807");

    [Theory]
    [InlineData(
        new byte[] { 3, 1, 0, (byte)'x', 4, (byte)Function.Add }, "2 arguments are taken, and 1 are there")]
    [InlineData(new byte[] { 3, 1, 0, (byte)'x', 3, 1, 0, (byte)'y' }, "an expression has 2 results")]
    [InlineData(new byte[] { 4, 255 }, "255 is no Function")]
    [InlineData(new byte[] { 9, 0 }, "9 is no NodeKind")]
    [InlineData(new byte[] { 2, 4, 1, 0, 0, 0 }, "a number of the text language is not int32")]
    public void A_tree_that_is_none_is_refused(byte[] nodes, string reason)
    {
        int count = nodes[0] == 3 ? 2 : 1;
        ReasonFor(AssignX(), fields => WithExpression(fields, count, nodes)).ShouldContain(reason);
    }

    [Fact]
    public void A_tree_of_no_nodes_is_refused() =>
        ReasonFor(AssignX(), fields => WithExpression(fields, 0, []))
            .ShouldContain("an expression has 0 results");

    [Fact]
    public void A_tree_deeper_than_an_expression_may_be_is_refused()
    {
        const int depth = 50_000;
        byte[] negations = Repeat(depth, [4, (byte)Function.Negative]);
        ReasonFor(AssignX(), fields => WithExpression(fields, depth + 1, [3, 1, 0, (byte)'x', .. negations]))
            .ShouldContain("over 1000 operations deep");
    }

    [Fact]
    public void A_tree_with_more_nodes_than_an_expression_may_have_is_refused()
    {
        byte[] pairs = Repeat(60_000, [3, 0, 0, 4, (byte)Function.Negative]);
        ReasonFor(AssignX(), fields => WithExpression(fields, 120_000, pairs))
            .ShouldContain("120000 nodes, over the limit of 100000");
    }

    [Fact]
    public void A_shape_beyond_its_limits_is_refused()
    {
        byte[] original = Frames.Of(AssignX());
        byte[] dimension = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(dimension, 20_000);
        int place = original.AsSpan().IndexOf(dimension) - FrameHeader.Size;
        ReasonFor(AssignX(), fields => Put(fields, 0xFF, place + sizeof(long) - 1))
            .ShouldContain("a shape has the negative dimension");
        ReasonFor(AssignX(), fields => Put(fields, 0x7F, place + sizeof(long) - 1))
            .ShouldContain("has over 2^59 elements");
        ReasonFor(AssignX(), fields => Put(fields, 65, place - 1)).ShouldContain("a shape has 65 dimensions");
    }

    [Fact]
    public void A_chunk_size_of_zero_is_refused() =>
        ReasonFor(Assign(Samples.Spec with { Grid = new ChunkGrid(1, 0) }), Same)
            .ShouldContain("0 is no chunk size");

    [Fact]
    public void An_unknown_tag_is_refused() =>
        ReasonOf(new FrameHeader(1, 0x7FFF, 0, 0), []).ShouldBe("a frame has the unknown tag 0x7FFF");

    [Theory]
    [InlineData(0x8000)]
    [InlineData(0xFFFF)]
    public void An_unknown_tag_of_the_ignorable_range_is_skipped_with_its_payload(int tag) =>
        WireCodec.Read(new FrameHeader(1, (ushort)tag, 3, 10), [1, 2, 3], out _)
            .ShouldBe(new IgnorableMessage((ushort)tag));

    [Fact]
    public void A_payload_behind_a_message_that_has_none_is_refused() =>
        ReasonOf(Frames.HeaderOf(Frames.Of(new ResetWorker(1))) with { PayloadLength = 1 }, [])
            .ShouldContain("it has no payload");

    private static AssignChunks AssignX() =>
        Assign(Samples.Spec with { Expression = new ArrayExpression.Variable("x") });

    private static AssignChunks Assign(ExpressionSpec spec) => new(default, spec, 0, 1, 1, 1, true, null);

    private static byte[] Repeat(int times, byte[] nodes) =>
        [.. Enumerable.Repeat(nodes, times).SelectMany(bytes => bytes)];

    private static byte[] Same(byte[] fields) => fields;

    private static byte[] Put(byte[] fields, byte value, int place)
    {
        fields[place] = value;
        return fields;
    }

    private static byte[] WithExpression(byte[] fields, int count, byte[] nodes)
    {
        byte[] counted = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(counted, count);
        int after = ExpressionPlace + sizeof(int) + 4;
        return [.. fields[..ExpressionPlace], .. counted, .. nodes, .. fields[after..]];
    }

    private static string ReasonFor(object message, Func<byte[], byte[]> change)
    {
        byte[] frame = Frames.Of(message);
        return ReasonOf(Frames.HeaderOf(frame), change(frame[FrameHeader.Size..]));
    }

    private static string ReasonOf(FrameHeader header, byte[] fields) =>
        Should.Throw<WireException>(() => WireCodec.Read(header, fields, out _)).Message;
}
