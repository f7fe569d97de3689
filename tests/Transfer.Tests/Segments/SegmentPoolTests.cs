using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Transfer.Tests.Segments;

/// <summary>Arrays in segments, and what becomes of these.</summary>
[Collection(nameof(Host))]
public sealed unsafe class SegmentPoolTests : IDisposable
{
    private readonly SegmentPool _pool = new(64 << 20);

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(300_000)]
    public void An_array_s_segment_covers_its_elements_and_begins_with_them(long count)
    {
        using ComputeArray array = Create(count);
        SegmentRef segment = SegmentArrays.Find(array)!.Value;
        segment.Process.ShouldBe(Environment.ProcessId);
        (segment.Offset, segment.Bytes).ShouldBe((0, 8 * count));
        if (count > 0) ((double*)array.Address)[count - 1] = 1;
    }

    [Fact]
    public void Every_dtype_has_its_own_type_of_array()
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            using ComputeArray array =
                SegmentArrays.CreateUninitialized(_pool, new ArrayDescription(type, new Shape(3, 5)));
            array.Description.ShouldBe(new ArrayDescription(type, new Shape(3, 5)));
            SegmentArrays.Find(array)!.Value.Bytes.ShouldBe(15 * type.ItemSize());
        }
    }

    [Fact]
    public void Sources_and_targets_of_arrays_and_slices_lead_to_the_segment()
    {
        using ComputeArray<double> array = Create(100);
        using ComputeArray<double> slice = array.Slice(20, 50).Slice(5, 7);
        SegmentRef whole = SegmentArrays.Find(array)!.Value;
        using (var source = new ArraySource(slice))
        {
            SegmentArrays.Find(source).ShouldBe(whole with { Offset = 200, Bytes = 56 });
        }

        using var target = new ArrayTarget(array);
        array.Dispose();
        SegmentArrays.Find(target).ShouldBe(whole, "the target holds the array");
    }

    [Fact]
    public void Memory_that_is_no_segment_has_no_reference()
    {
        using ComputeArray<double> array = ComputeArray.Create<double>(10);
        SegmentArrays.Find(array).ShouldBeNull();
        using var source = new MemorySource<double>(new double[3]);
        SegmentArrays.Find(source).ShouldBeNull();
        using var target = new MemoryTarget<double>(new double[3]);
        SegmentArrays.Find(target).ShouldBeNull();
        ComputeArray<double> disposed = Create(10);
        disposed.Dispose();
        SegmentArrays.Find(disposed).ShouldBeNull();
    }

    [Fact]
    public void A_released_segment_serves_the_next_array_of_about_its_size()
    {
        ComputeArray<double> first = Create(1_000_000);
        SegmentRef segment = SegmentArrays.Find(first)!.Value;
        first.Dispose();
        _pool.PooledBytes.ShouldBeInRange(8_000_000, 9_000_000 + (2 << 20));
        using ComputeArray<double> second = Create(999_000);
        SegmentArrays.Find(second)!.Value.ShouldBe(segment with { Bytes = 8 * 999_000 });
        _pool.PooledBytes.ShouldBe(0);
    }

    [Fact]
    public void A_segment_goes_back_only_with_the_last_reference_to_its_array()
    {
        ComputeArray<double> array = Create(10_000);
        ComputeArray<double> slice = array.Slice(1, 2);
        array.Dispose();
        _pool.PooledBytes.ShouldBe(0);
        slice.Dispose();
        _pool.PooledBytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_pool_keeps_at_most_its_limit_and_closes_what_is_beyond()
    {
        ComputeArray<double>[] arrays = [.. Enumerable.Range(0, 4).Select(_ => Create(3 << 20))];
        SegmentRef[] segments = [.. arrays.Select(array => SegmentArrays.Find(array)!.Value)];
        foreach (ComputeArray<double> array in arrays) array.Dispose();
        _pool.PooledBytes.ShouldBeInRange(1, _pool.LimitBytes);
        segments.Count(SegmentProbe.CanOpen).ShouldBe(2);
        _pool.Trim();
        _pool.PooledBytes.ShouldBe(0);
        segments.Count(SegmentProbe.CanOpen).ShouldBe(0);
    }

    [Fact]
    public void A_disposed_pool_closes_its_segments_as_they_are_released()
    {
        Create(100).Dispose();
        ComputeArray<double> used = Create(1_000_000);
        SegmentRef segment = SegmentArrays.Find(used)!.Value;
        _pool.Dispose();
        SegmentProbe.CanOpen(segment).ShouldBeTrue();
        used[999_999] = 1;
        used.Dispose();
        Host.ProcessesWith(segment).ShouldBeEmpty();
    }

    [Fact]
    public void An_abandoned_segment_never_holds_another_array()
    {
        ComputeArray<double> array = Create(1_000);
        SegmentRef segment = SegmentArrays.Find(array)!.Value;
        using (ComputeArray<double> slice = array.Slice(0, 1)) SegmentArrays.Abandon(slice);
        array[0] = 1;
        array.Dispose();
        _pool.PooledBytes.ShouldBe(0);
        SegmentProbe.CanOpen(segment).ShouldBeFalse();
    }

    [Fact]
    public void Threads_that_rent_at_once_never_share_a_segment()
    {
        Parallel.For(0, 500, index =>
        {
            using ComputeArray<double> array = Create(1_000 + index % 3 * 20_000);
            array.Span(0, 1_000).Fill(index);
            array.Span(0, 1_000).IndexOfAnyExcept(index).ShouldBe(-1);
        });
    }

    [Fact]
    public void A_segment_beyond_the_memory_of_the_machine_is_refused_with_the_numbers()
    {
        long count = long.MaxValue / 16;
        var failure = Should.Throw<ComputeException>(() => Create(count));
        failure.Kind.ShouldBe(ErrorKind.OutOfMemory);
        failure.Message.ShouldContain($"{8 * count} bytes");
        failure = Should.Throw<ComputeException>(() => Segment.Create(1L << 50));
        failure.Kind.ShouldBe(ErrorKind.OutOfMemory);
        failure.Message.ShouldContain($"{1L << 50} bytes");
    }

    [Fact]
    public void A_large_segment_begins_as_zeros()
    {
        using Segment segment = Segment.Create(6 << 20);
        new ReadOnlySpan<byte>(segment.Address, 6 << 20).IndexOfAnyExcept((byte)0).ShouldBe(-1);
    }

    private ComputeArray<double> Create(long count) =>
        (ComputeArray<double>)SegmentArrays.CreateUninitialized(
            _pool, new ArrayDescription(DType.Float64, new Shape(count)));
}
