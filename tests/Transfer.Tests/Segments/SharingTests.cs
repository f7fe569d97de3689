using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Transfer.Tests.Segments;

/// <summary>What two processes of a host see of one segment.</summary>
[Collection(nameof(Host))]
public class SharingTests
{
    private const int Count = 1_000_003;

    [Fact]
    public async Task Another_process_reads_and_writes_an_array_in_place()
    {
        using var pool = new SegmentPool(0);
        using var array = (ComputeArray<double>)SegmentArrays.CreateUninitialized(pool, Doubles(Count));
        for (int index = 0; index < Count; index++) array[index] = index;
        using var other = new OtherProcess();

        string sum = await other.Ask("double", SegmentArrays.Find(array)!.Value);

        sum.ShouldBe($"{(double)Count * (Count - 1) / 2:R}");
        array[0].ShouldBe(0);
        array[1].ShouldBe(2);
        array[Count - 1].ShouldBe(2.0 * (Count - 1));
    }

    [Fact]
    public async Task Another_process_touches_nothing_but_the_slice_it_is_given()
    {
        using var pool = new SegmentPool(0);
        using var array = (ComputeArray<double>)SegmentArrays.CreateUninitialized(pool, Doubles(Count));
        array.Span(0, Count).Fill(1);
        using ComputeArray<double> slice = array.Slice(10, 20).Slice(5, 3);
        using var source = new ArraySource(slice);
        using var other = new OtherProcess();

        (await other.Ask("double", SegmentArrays.Find(source)!.Value)).ShouldBe("3");

        array.Span(14, 5).ToArray().ShouldBe([1.0, 2, 2, 2, 1]);
    }

    [Fact]
    public async Task The_memory_of_a_killed_process_can_still_be_read_and_is_then_given_back()
    {
        using var map = new SegmentMap(1L << 30);
        using var other = new OtherProcess();
        SegmentRef segment = await other.Make(8 << 20);
        ElementSource source = map.OpenSource(segment, DType.Float64, 1 << 20);
        await other.Kill();

        var last = new double[1];
        source.Read((1 << 20) - 1, MemoryMarshal.AsBytes(last.AsSpan()));
        last.ShouldBe([7.0]);
        Host.ProcessesWith(segment).ShouldBe([Environment.ProcessId]);
        map.Forget(other.Id);
        Host.ProcessesWith(segment).ShouldBe([Environment.ProcessId], "a source still uses it");
        source.Dispose();
        Host.ProcessesWith(segment).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_killed_process_has_left_its_maker_s_segment_as_it_was()
    {
        using Segment segment = Segment.Create(1 << 20);
        using var other = new OtherProcess();
        (await other.Ask("double", segment.Reference)).ShouldBe("0");
        Host.ProcessesWith(segment.Reference).ShouldBe(new[] { Environment.ProcessId, other.Id }.Order());
        await other.Kill();
        Host.ProcessesWith(segment.Reference).ShouldBe([Environment.ProcessId]);
        Touch(segment);
    }

    [Fact]
    public async Task Nothing_is_left_when_the_maker_and_the_user_of_a_segment_are_both_killed()
    {
        using var maker = new OtherProcess();
        using var user = new OtherProcess();
        SegmentRef segment = await maker.Make(4 << 20);
        (await user.Ask("hold", segment)).ShouldBe("held");
        Host.ProcessesWith(segment).ShouldBe(new[] { maker.Id, user.Id }.Order());

        await maker.Kill();
        await user.Kill();

        Host.ProcessesWith(segment).ShouldBeEmpty();
        Host.NamedSharedMemory().ShouldBeEmpty();
    }

    [Fact]
    public async Task Processes_of_one_host_open_each_other_s_probe()
    {
        using Segment probe = SegmentProbe.Create();
        using var other = new OtherProcess();
        (await other.Ask("canopen", probe.Reference)).ShouldBe("True");
        (await other.Ask("canopen", probe.Reference with { Nonce = 1 })).ShouldBe("False");
        SegmentProbe.CanOpen(await other.Make(0)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_started_by_the_maker_does_not_inherit_the_segment()
    {
        using Segment segment = Segment.Create(1);
        using var other = new OtherProcess();
        (await other.Ask("canopen", segment.Reference with { Process = other.Id })).ShouldBe("False");
        Host.ProcessesWith(segment.Reference).ShouldBe([Environment.ProcessId]);
    }

    private static unsafe void Touch(Segment segment) => *(double*)segment.Address = 1;

    private static ArrayDescription Doubles(long count) => new(DType.Float64, new Shape(count));
}
