using System.Runtime.CompilerServices;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Tests.Memory;

/// <summary>
/// Tests that claim most of the process's memory or depend on what its pool holds: they run alone.
/// </summary>
[CollectionDefinition(nameof(ProcessMemoryTests), DisableParallelization = true)]
[Collection(nameof(ProcessMemoryTests))]
public unsafe class ProcessMemoryTests
{
    private const long ReusedLength = 12_345_678;

    [Fact]
    public void Memory_is_reused_after_disposal_and_not_while_a_reference_is_held()
    {
        ComputeArray<double> first = ComputeArray.CreateUninitialized<double>(ReusedLength);
        nint address = (nint)first.Address;
        first.AddReference();
        first.Dispose();
        using (ComputeArray<double> other = ComputeArray.CreateUninitialized<double>(ReusedLength))
        {
            ((nint)other.Address).ShouldNotBe(address);
            first.Release();
        }

        using ComputeArray<double> one = ComputeArray.CreateUninitialized<double>(ReusedLength);
        using ComputeArray<double> two = ComputeArray.CreateUninitialized<double>(ReusedLength);
        new[] { (nint)one.Address, (nint)two.Address }.ShouldContain(address);
    }

    [Fact]
    public void Arrays_that_are_together_beyond_the_memory_of_the_machine_are_refused_untouched()
    {
        // Untouched, so that none of it takes memory: three of them fit, the fourth does not.
        long length = RegionPool.AvailableBytes * 3 / 10 / 8;
        var arrays = new List<ComputeArray<double>>();
        var failure = Should.Throw<ComputeException>(() =>
        {
            while (arrays.Count < 10) arrays.Add(ComputeArray.CreateUninitialized<double>(length));
        });
        failure.Kind.ShouldBe(ErrorKind.OutOfMemory);
        arrays.Count.ShouldBeInRange(1, 3);
        arrays.ForEach(array => array.Dispose());
        using ComputeArray<double> again = ComputeArray.CreateUninitialized<double>(length);
        again.Length.ShouldBe(length);
    }

    [Fact]
    public void Arrays_forgotten_without_disposal_are_given_back()
    {
        // Together far beyond the memory available; untouched, so that none of it is really taken.
        long length = RegionPool.AvailableBytes / 5 / 8;
        for (int i = 0; i < 12; i++) Forget(length);
    }

    [Fact]
    public void The_pool_keeps_at_most_its_limit_and_gives_all_back_when_trimmed()
    {
        long length = ComputeArrayPool.LimitBytes / 3 / 8;
        var lengths = Enumerable.Range(0, 5).Select(i => length - i * length / 8);
        var arrays = lengths.Select(ComputeArray.CreateUninitialized<double>).ToList();
        arrays.ForEach(array => array.Dispose());
        ComputeArrayPool.PooledBytes.ShouldBeInRange(1, ComputeArrayPool.LimitBytes);
        ComputeArrayPool.Trim();
        ComputeArrayPool.PooledBytes.ShouldBeLessThan(length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(long length) =>
        ComputeArray.CreateUninitialized<double>(length).Length.ShouldBe(length);
}
