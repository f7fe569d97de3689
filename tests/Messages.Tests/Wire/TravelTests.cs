using System.Buffers;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Messages.Wire;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>Code never travels, and what cannot travel says so before a byte is written.</summary>
public class TravelTests
{
    [Fact]
    public void A_kernel_of_the_program_is_refused_by_its_name()
    {
        ArrayExpression.Local local = new(new Doubling(), new ArrayExpression.Variable("x"));
        ArrayExpression inside = new ArrayExpression.Operation(Function.Exp, local);
        ComputeException refusal = RefusalOf(Assign(Samples.Spec with { Expression = inside }));
        refusal.Kind.ShouldBe(ErrorKind.InvalidExpression);
        refusal.Message.ShouldStartWith("the kernel doubling is of this program and runs in its process");
    }

    [Fact]
    public void A_function_over_items_is_refused()
    {
        ItemsSpec items = new() { Function = new NoItems(), Grid = ChunkGrid.ForItems(10, 1) };
        ComputeException refusal = RefusalOf(Assign(items));
        refusal.Kind.ShouldBe(ErrorKind.UnsupportedType);
        refusal.Message.ShouldStartWith("a function over items runs in its own process only");
    }

    [Fact]
    public void A_message_within_a_process_is_refused()
    {
        JobProtocol.CancelJob message = new(default);
        WireCodec.TryTagOf(message, out _).ShouldBeFalse();
        RefusalOf(message).Message.ShouldBe("CancelJob is a message within a process only");
    }

    [Fact]
    public void A_message_between_processes_has_its_tag()
    {
        WireCodec.TryTagOf(new ResetWorker(1), out ushort tag).ShouldBeTrue();
        tag.ShouldBe(Frames.HeaderOf(Frames.Of(new ResetWorker(1))).Tag);
    }

    [Theory]
    [InlineData(65_536, 'x')]
    [InlineData(1, '\uD800')]
    public void A_name_that_would_not_arrive_as_it_is_is_refused(int length, char character)
    {
        ArrayExpression name = new ArrayExpression.Variable(new string(character, length));
        RefusalOf(Assign(Samples.Spec with { Expression = name })).Message
            .ShouldStartWith($"a name of {length} characters cannot be sent to another process");
    }

    [Fact]
    public void A_message_longer_than_a_frame_may_be_is_refused_with_the_numbers()
    {
        ComputeException refusal = RefusalOf(new ReleaseResults(default, new long[1 << 20]));
        refusal.Kind.ShouldBe(ErrorKind.InvalidArgument);
        refusal.Message.ShouldStartWith("ReleaseResults takes 8388685 bytes, over the 4194304");
    }

    [Fact]
    public void A_payload_follows_only_a_message_that_has_one()
    {
        DataProtocol.SliceData data = new(1);
        Frames.HeaderOf(Frames.Of(data, 4096)).PayloadLength.ShouldBe(4096);
        Should.Throw<ArgumentOutOfRangeException>(() => Frames.Of(new ResetWorker(1), 4096));
    }

    private static AssignChunks Assign(JobSpec spec) => new(default, spec, 0, 1, 1, 1, true, null);

    private static ComputeException RefusalOf(object message)
    {
        ArrayBufferWriter<byte> writer = new();
        ComputeException refusal =
            Should.Throw<ComputeException>(() => WireCodec.Write(writer, Frames.Envelope, message));
        writer.WrittenCount.ShouldBe(0);
        return refusal;
    }

    private sealed class NoItems : ItemFunction
    {
        public override ItemsRun Run(long first, long count, IStopSignal stop) => new(count);
    }

    private sealed unsafe class Doubling() : LocalKernel("doubling", [DType.Float64], DType.Float64)
    {
        public override void Invoke(void** arguments, void* result, int count)
        {
            for (int i = 0; i < count; i++) ((double*)result)[i] = 2 * ((double**)arguments)[0][i];
        }
    }
}
