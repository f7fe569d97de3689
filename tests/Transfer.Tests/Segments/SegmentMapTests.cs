using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Transfer.Tests.Segments;

/// <summary>
/// What the map refuses, each in one sentence and without ending the process, and what it keeps. A process
/// may map segments of its own, as any other's.
/// </summary>
[Collection(nameof(Host))]
public sealed unsafe partial class SegmentMapTests : IDisposable
{
    private const int Bytes = 1 << 16;

    private readonly Segment _segment = Segment.Create(Bytes);
    private readonly SegmentMap _map = new(4 * Bytes);

    public void Dispose()
    {
        _map.Dispose();
        _segment.Dispose();
    }

    [Fact]
    public void A_segment_with_another_nonce_is_refused() =>
        Refused(_segment.Reference with { Nonce = _segment.Reference.Nonce + 1 }, "its file is another one");

    [Fact]
    public void A_segment_that_was_closed_is_refused()
    {
        _segment.Dispose();
        Refused(_segment.Reference, "cannot be opened");
    }

    [Fact]
    public void A_segment_of_a_process_that_is_gone_is_refused() =>
        Refused(_segment.Reference with { Process = int.MaxValue }, "No such file or directory");

    [Fact]
    public void A_descriptor_of_another_kind_of_file_is_refused_unopened()
    {
        using var file = new FileStream(
            typeof(SegmentMapTests).Assembly.Location, FileMode.Open, FileAccess.Read, FileShare.Read);
        int descriptor = (int)file.SafeFileHandle.DangerousGetHandle();
        Refused(_segment.Reference with { Descriptor = descriptor }, "its file is another one");
        Refused(_segment.Reference with { Descriptor = -1 }, "No such file or directory");
    }

    [Fact]
    public void A_file_that_may_be_shrunk_is_refused()
    {
        const ulong Nonce = 0xA;
        int descriptor = MakeInMemory($"actorcompute-{Nonce:x16}", 1);
        Truncate(descriptor, Bytes).ShouldBe(0);
        Refused(new SegmentRef(Environment.ProcessId, descriptor, Nonce, 0, Bytes), "not sealed");
        Close(descriptor);
    }

    [Fact]
    public void A_segment_s_length_cannot_be_changed_by_anyone()
    {
        int descriptor = _segment.Reference.Descriptor;
        Truncate(descriptor, 0).ShouldBe(-1);
        Truncate(descriptor, 2 * Bytes).ShouldBe(-1);
    }

    [Theory]
    [InlineData(0, Bytes + 8)]
    [InlineData(8, Bytes)]
    [InlineData(-8, Bytes)]
    [InlineData(0, long.MaxValue - 7)]
    [InlineData(long.MaxValue - 7, 8)]
    [InlineData(4, 8)]
    public void Elements_that_do_not_lie_within_the_segment_are_refused(long offset, long bytes)
    {
        SegmentRef segment = _segment.Reference with { Offset = offset, Bytes = bytes };
        Should.Throw<ComputeException>(() => _map.OpenSource(segment, DType.Float64, bytes / 8))
            .Kind.ShouldBe(ErrorKind.InvalidArgument);
        using ElementSource whole = _map.OpenSource(_segment.Reference, DType.Float64, Bytes / 8);
        Should.Throw<ComputeException>(() => _map.OpenTarget(segment, DType.Float64, bytes / 8))
            .Kind.ShouldBe(ErrorKind.InvalidArgument, "nor once it is mapped");
    }

    [Theory]
    [InlineData(Bytes / 8 - 1)]
    [InlineData(-1)]
    [InlineData(1L << 61)]
    public void A_count_that_takes_other_bytes_than_the_reference_is_refused(long count) =>
        Should.Throw<ComputeException>(() => _map.OpenSource(_segment.Reference, DType.Float64, count))
            .Kind.ShouldBe(ErrorKind.InvalidArgument);

    [Fact]
    public void Sources_and_targets_read_and_write_where_the_reference_says()
    {
        SegmentRef part = _segment.Reference with { Offset = 16, Bytes = 12 };
        using ElementTarget target = _map.OpenTarget(part, DType.Int32, 3);
        using ElementSource source = _map.OpenSource(part, DType.Int32, 3);
        target.Description.ShouldBe(new ArrayDescription(DType.Int32, new Shape(3)));
        target.Write(1, MemoryMarshal.AsBytes<int>([5, 6]));
        new ReadOnlySpan<int>(_segment.Address, 8).ToArray().ShouldBe([0, 0, 0, 0, 0, 5, 6, 0]);
        var read = new int[3];
        source.Read(0, MemoryMarshal.AsBytes(read.AsSpan()));
        read.ShouldBe([0, 5, 6]);
    }

    [Fact]
    public void A_mapping_is_used_again_and_kept_while_nobody_uses_it()
    {
        nint first = AddressOf(_segment);
        _map.UnusedBytes.ShouldBe(Bytes);
        using (ElementSource source = _map.OpenSource(_segment.Reference, DType.Float64, Bytes / 8))
        {
            ((nint)source.Address).ShouldBe(first);
            _map.UnusedBytes.ShouldBe(0);
            AddressOf(_segment).ShouldBe(first, "one mapping serves all");
            _map.UnusedBytes.ShouldBe(0);
        }

        _map.UnusedBytes.ShouldBe(Bytes);
    }

    [Fact]
    public void Where_too_many_are_kept_the_longest_unused_goes_first()
    {
        Segment[] segments = [.. Enumerable.Range(0, 5).Select(_ => Segment.Create(Bytes))];
        foreach (Segment segment in segments[..4]) AddressOf(segment);
        AddressOf(segments[0]);
        AddressOf(segments[4]);
        _map.UnusedBytes.ShouldBe(4 * Bytes);
        foreach (Segment segment in segments) segment.Dispose();
        AddressOf(segments[0]).ShouldNotBe(0, "it is still mapped");
        Refused(segments[1].Reference, "cannot be opened");
    }

    [Fact]
    public void What_its_maker_has_closed_is_dropped_when_asked_and_the_rest_stays()
    {
        using Segment other = Segment.Create(Bytes);
        nint kept = AddressOf(other);
        AddressOf(_segment);
        _segment.Dispose();
        _map.DropClosed();
        _map.UnusedBytes.ShouldBe(Bytes);
        Host.ProcessesWith(_segment.Reference).ShouldBeEmpty();
        AddressOf(other).ShouldBe(kept);
    }

    [Fact]
    public void A_map_that_is_disposed_unmaps_what_is_used_when_that_is_disposed()
    {
        ElementSource source = _map.OpenSource(_segment.Reference, DType.Float64, Bytes / 8);
        _segment.Dispose();
        _map.Dispose();
        Host.ProcessesWith(_segment.Reference).ShouldBe([Environment.ProcessId]);
        source.Dispose();
        Host.ProcessesWith(_segment.Reference).ShouldBeEmpty();
    }

    [Fact]
    public void Threads_that_open_and_close_the_same_segments_leave_none_in_use()
    {
        Segment[] segments = [.. Enumerable.Range(0, 8).Select(_ => Segment.Create(Bytes))];
        Parallel.For(0, 2_000, index => AddressOf(segments[index * 7 % 8]).ShouldNotBe(0));
        _map.UnusedBytes.ShouldBe(4 * Bytes);
        foreach (Segment segment in segments) segment.Dispose();
        _map.DropClosed();
        _map.UnusedBytes.ShouldBe(0);
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeInMemory(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate")]
    private static partial int Truncate(int descriptor, long bytes);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    private nint AddressOf(Segment segment)
    {
        using ElementSource source = _map.OpenSource(segment.Reference, DType.Float64, Bytes / 8);
        return (nint)source.Address;
    }

    private void Refused(SegmentRef segment, string reason)
    {
        var failure = Should.Throw<ComputeException>(
            () => _map.OpenSource(segment, DType.Float64, segment.Bytes / 8));
        failure.Kind.ShouldBe(ErrorKind.InputChanged);
        failure.Message.ShouldStartWith(
            $"the segment {segment.Descriptor} of process {segment.Process} cannot be opened: ");
        failure.Message.ShouldContain(reason);
        SegmentProbe.CanOpen(segment).ShouldBeFalse();
    }
}
