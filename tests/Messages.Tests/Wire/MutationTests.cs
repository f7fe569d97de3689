using System.Buffers;
using System.Buffers.Binary;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>
/// Frames that are cut off or changed give a message or a <see cref="WireException"/>: never another
/// exception, a crash, or more memory than the bytes could fill. What is read from them has one form only: it
/// is written as the same bytes again. For a million frames:
/// <c>ACTORCOMPUTE_MUTATIONS=1000000 dotnet test tests/Messages.Tests -c Release --filter Changed_frames</c>.
/// </summary>
public class MutationTests
{
    private const int Seed = 20261121;

    // A node of an expression takes the most: some 200 bytes of objects for 2 of the wire. The constant part
    // is what an exception costs.
    private const long MaxAllocatedPerByte = 150;
    private const long MaxAllocatedBytes = 64 * 1024;

    private static readonly byte[][] s_frames = Originals();

    [Fact]
    public void Changed_frames_give_a_message_or_a_wire_exception()
    {
        int runs = int.Parse(Environment.GetEnvironmentVariable("ACTORCOMPUTE_MUTATIONS") ?? "20000");
        Random random = new(Seed);
        int refused = 0;
        for (int run = 0; run < runs; run++)
        {
            byte[] frame = Mutate(random);
            try
            {
                if (!IsUnderstood(frame)) refused++;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"run {run} of seed {Seed}, frame {Convert.ToHexString(frame)}", failure);
            }
        }

        // Both sides are reached: most frames are refused, and many still make sense.
        refused.ShouldBeInRange(runs / 4, runs * 19 / 20);
    }

    [Fact]
    public void A_frame_cut_off_at_any_byte_is_refused()
    {
        foreach (byte[] frame in s_frames)
        {
            IsUnderstood(frame).ShouldBeTrue();
            for (int length = 0; length < frame.Length; length++)
            {
                IsUnderstood(frame[..length]).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_frame_with_a_byte_too_many_is_refused()
    {
        foreach (byte[] frame in s_frames) IsUnderstood([.. frame, 0]).ShouldBeFalse();
    }

    private static bool IsUnderstood(byte[] frame)
    {
        if (!FrameHeader.TryRead(frame, FrameLimits.Default, out FrameHeader header, out string reason))
        {
            reason.ShouldNotBeEmpty();
            return false;
        }

        byte[] fields = frame[FrameHeader.Size..];
        long before = GC.GetAllocatedBytesForCurrentThread();
        object? message = TryRead(header, fields, out Envelope envelope);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        allocated.ShouldBeLessThan(MaxAllocatedBytes + fields.Length * MaxAllocatedPerByte);
        if (message is null) return false;
        if (message is IgnorableMessage) return true;
        ArrayBufferWriter<byte> again = new();
        WireCodec.Write(again, envelope, message, header.PayloadLength);
        bool isSame = again.WrittenSpan[FrameHeader.Size..].SequenceEqual(fields);
        isSame.ShouldBeTrue("what was read is written in another form");
        return true;
    }

    private static object? TryRead(in FrameHeader header, byte[] fields, out Envelope envelope)
    {
        try
        {
            return WireCodec.Read(header, fields, out envelope);
        }
        catch (WireException refusal)
        {
            refusal.Message.ShouldNotBeEmpty();
            envelope = default;
            return null;
        }
    }

    private static byte[][] Originals()
    {
        RandomSpecs random = new(Seed);
        return
        [
            .. Samples.All.Select(message => Frames.Of(message)),
            .. Enumerable.Range(0, 20).Select(_ => Frames.Of(random.NextAssignment())),
        ];
    }

    private static byte[] Mutate(Random random)
    {
        byte[] frame = [.. s_frames[random.Next(s_frames.Length)]];
        int first = random.Next(4) == 0 ? 0 : FrameHeader.Size;
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int place = random.Next(Math.Min(first, frame.Length), frame.Length + 1);
            frame = MutateOnce(frame, place, random);
        }

        return frame;
    }

    private static byte[] MutateOnce(byte[] frame, int place, Random random)
    {
        byte[] other = s_frames[random.Next(s_frames.Length)];
        Span<byte> rest = frame.AsSpan(place);
        switch (random.Next(6))
        {
            case 0 when rest.Length > 0:
                rest[0] ^= (byte)(1 << random.Next(8));
                return frame;
            case 1 when rest.Length > 0:
                rest[0] = new byte[] { 0, 1, 0x7F, 0x80, 0xFF }[random.Next(5)];
                return frame;
            case 2 when rest.Length >= sizeof(int):
                int[] counts = [-1, int.MinValue, int.MaxValue, 100_001, rest.Length, random.Next()];
                BinaryPrimitives.WriteInt32LittleEndian(rest, counts[random.Next(counts.Length)]);
                return frame;
            case 3:
                return frame[..place];
            case 4:
                return [.. frame[..place], .. other[random.Next(other.Length)..]];
            default:
                return [.. frame[..place], (byte)random.Next(256), .. rest];
        }
    }
}
