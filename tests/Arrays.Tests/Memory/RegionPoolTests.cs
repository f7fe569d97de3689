using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Tests.Memory;

/// <summary>
/// Pools of a kind of memory that costs nothing: they count together what the process has, so these tests run
/// alone.
/// </summary>
[Collection(nameof(ProcessMemoryTests))]
public class RegionPoolTests
{
    private static readonly long s_mostOfMemory = RegionPool.AvailableBytes * 7 / 10;

    [Fact]
    public void What_lies_free_in_one_pool_gives_way_to_what_another_needs()
    {
        using var first = new RegionPool(Allocate, long.MaxValue);
        using var second = new RegionPool(Allocate, long.MaxValue);
        PooledRegion region = first.Rent(s_mostOfMemory);
        Should.Throw<ComputeException>(() => second.Rent(s_mostOfMemory))
            .Kind.ShouldBe(ErrorKind.OutOfMemory);
        region.Release();
        first.PooledBytes.ShouldBe(region.Size);
        second.Rent(s_mostOfMemory).Release();
        first.PooledBytes.ShouldBe(0);
    }

    [Fact]
    public void Memory_that_could_not_be_had_does_not_count()
    {
        var reason = new ComputeException(ErrorKind.OutOfMemory, "no files left");
        using var pool = new RegionPool((_, _) => throw reason, 0);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            Should.Throw<ComputeException>(() => pool.Rent(s_mostOfMemory)).ShouldBe(reason);
        }
    }

    [Fact]
    public void A_disposed_pool_frees_what_it_keeps_and_what_returns_to_it()
    {
        var pool = new RegionPool(Allocate, long.MaxValue);
        var kept = (CostlessRegion)pool.Rent(1_000);
        var used = (CostlessRegion)pool.Rent(1_000);
        kept.Release();
        (kept.IsFreed, used.IsFreed).ShouldBe((false, false));
        pool.Dispose();
        (kept.IsFreed, used.IsFreed).ShouldBe((true, false));
        used.Release();
        used.IsFreed.ShouldBeTrue();
        pool.PooledBytes.ShouldBe(0);
    }

    private static CostlessRegion Allocate(RegionPool pool, long size) => new(pool, size);

    private sealed unsafe class CostlessRegion(RegionPool pool, long size)
        : PooledRegion(pool, null, size, isZeroed: true)
    {
        public bool IsFreed { get; private set; }

        protected override void GiveBack() => IsFreed = true;
    }
}
