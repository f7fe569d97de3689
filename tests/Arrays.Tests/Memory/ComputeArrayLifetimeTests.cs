using System.Buffers;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Tests.Memory;

public unsafe class ComputeArrayLifetimeTests
{
    [Fact]
    public void Every_use_after_disposal_is_an_ObjectDisposedException()
    {
        ComputeArray<int> array = ComputeArray.From([1, 2, 3]);
        Memory<int> kept = array.AsMemory(0, 3);
        array.Dispose();
        array.Dispose();
        array.IsDisposed.ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => array[0]);
        Should.Throw<ObjectDisposedException>(() => array[0] = 1);
        Should.Throw<ObjectDisposedException>(() => array.Span(0, 1).Length);
        Should.Throw<ObjectDisposedException>(() => array.AsMemory(0, 1));
        Should.Throw<ObjectDisposedException>(() => (nint)array.Address);
        Should.Throw<ObjectDisposedException>(() => array.ToArray());
        Should.Throw<ObjectDisposedException>(() => kept.Span[0]);
        Should.Throw<ObjectDisposedException>(() => kept.Pin());
        Should.Throw<ObjectDisposedException>(array.AddReference);
        array.TryAddReference().ShouldBeFalse();
        array.Length.ShouldBe(3);
    }

    [Fact]
    public void A_pin_of_its_memory_is_a_reference()
    {
        ComputeArray<int> array = ComputeArray.From([1, 2, 3]);
        MemoryHandle pin = array.AsMemory(1, 2).Pin();
        array.Dispose();
        ((int*)pin.Pointer)[0].ShouldBe(2);
        pin.Dispose();
        Should.Throw<InvalidOperationException>(array.Release);
    }

    [Fact]
    public void A_release_too_many_is_refused_and_leaves_the_array_whole()
    {
        using ComputeArray<int> array = ComputeArray.From([1, 2, 3]);
        array.AddReference();
        array.Release();
        Should.Throw<InvalidOperationException>(array.Release);
        array[2].ShouldBe(3);
    }

    [Fact]
    public void References_taken_and_released_by_many_threads_give_the_memory_back_once()
    {
        for (int round = 0; round < 200; round++)
        {
            ComputeArray<double> array = ComputeArray.Create<double>(16);
            Parallel.For(0, 8, worker =>
            {
                if (worker == 3) array.Dispose();
                else if (array.TryAddReference()) array.Release();
            });
            Should.Throw<InvalidOperationException>(array.Release);

            // Given back twice, the same memory would be handed out twice.
            using ComputeArray<double> one = ComputeArray.Create<double>(16);
            using ComputeArray<double> two = ComputeArray.Create<double>(16);
            ((nint)one.Address).ShouldNotBe((nint)two.Address);
        }
    }

    [Fact]
    public void Every_size_has_a_class_of_its_own_that_wastes_little()
    {
        var sizes = new Dictionary<int, long>();
        for (long bytes = 0; bytes < 1L << 50; bytes += Math.Max(1, bytes / 97))
        {
            long size = PooledRegion.SizeFor(bytes);
            size.ShouldBeGreaterThanOrEqualTo(bytes);
            (size % 64).ShouldBe(0);
            bool isLarge = bytes > PooledRegion.LargeBytes;
            long unit = isLarge ? SystemMemory.HugePageBytes : PooledRegion.Alignment;
            long waste = Math.Max(unit, bytes / 7);
            (size - bytes).ShouldBeLessThanOrEqualTo(waste);
            PooledRegion.SizeFor(size).ShouldBe(size);
            sizes.TryAdd(PooledRegion.ClassOf(size), size);
            sizes[PooledRegion.ClassOf(size)].ShouldBe(size);
        }
    }
}
