using System.Runtime.InteropServices;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Tests.Memory;

public unsafe class ResidentTests
{
    [Fact]
    public void A_source_over_a_CLR_array_reads_it_in_place()
    {
        double[] elements = [1, 2, 3, 4, 5, 6];
        using var source = new MemorySource<double>(elements, new Shape(2, 3));
        source.Description.ToString().ShouldBe("float64 (2, 3)");
        elements[4] = 50;
        ((double*)source.Address)[4].ShouldBe(50);
        double[] read = new double[2];
        source.Read(4, MemoryMarshal.AsBytes(read.AsSpan()));
        read.ShouldBe([50, 6]);
    }

    [Fact]
    public void A_target_over_a_slice_of_a_CLR_array_writes_only_there()
    {
        int[] elements = new int[6];
        using var target = new MemoryTarget<int>(elements.AsMemory(2, 3));
        int[] written = [7, 8];
        target.Write(1, MemoryMarshal.AsBytes(written.AsSpan()));
        target.Complete();
        elements.ShouldBe([0, 0, 0, 7, 8, 0]);
        ((int*)target.Address)[1].ShouldBe(7);
    }

    [Fact]
    public void The_memory_of_a_CLR_array_stays_where_it_is_while_the_source_lives()
    {
        double[] elements = new double[1000];
        using var source = new MemorySource<double>(elements);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        fixed (double* now = elements) ((nint)source.Address).ShouldBe((nint)now);
    }

    [Fact]
    public void Empty_memory_has_an_address_all_the_same()
    {
        using var source = new MemorySource<double>(ReadOnlyMemory<double>.Empty);
        ((nint)source.Address).ShouldNotBe(0);
        source.Read(0, []);
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_memory_is_refused()
    {
        var failure = Should.Throw<ComputeException>(
            () => new MemorySource<int>(new int[5], new Shape(2, 3)));
        failure.Kind.ShouldBe(ErrorKind.ShapeMismatch);
        failure.Message.ShouldContain("5 elements");
        failure.Message.ShouldContain("(2, 3)");
        Should.Throw<ComputeException>(() => new MemoryTarget<int>(new int[5], new Shape(4)))
            .Kind.ShouldBe(ErrorKind.ShapeMismatch);
    }

    [Fact]
    public void A_source_over_an_array_outlives_its_disposal_by_the_owner()
    {
        ComputeArray<long> array = ComputeArray.From([1L, 2, 3]);
        var source = new ArraySource(array);
        array.Dispose();
        long[] read = new long[3];
        source.Read(0, MemoryMarshal.AsBytes(read.AsSpan()));
        read.ShouldBe([1, 2, 3]);
        source.Dispose();
        source.Dispose();
        Should.Throw<ObjectDisposedException>(() => source.Read(0, new byte[8]));
        Should.Throw<InvalidOperationException>(array.Release);
    }

    [Fact]
    public void An_array_disposed_before_the_job_took_it_is_an_error_of_the_job()
    {
        ComputeArray<long> array = ComputeArray.Create<long>(3);
        array.Dispose();
        var failure = Should.Throw<ComputeException>(() => new ArraySource(array));
        failure.Kind.ShouldBe(ErrorKind.InputChanged);
        failure.Message.ShouldContain("int64 (3,) was disposed");
        Should.Throw<ComputeException>(() => new ArrayTarget(array)).Kind.ShouldBe(ErrorKind.InputChanged);
    }

    [Fact]
    public void A_target_over_an_array_writes_into_it()
    {
        using ComputeArray<bool> array = ComputeArray.Create<bool>(3);
        using (var target = new ArrayTarget(array)) target.Write(1, [1]);
        array.ToArray().ShouldBe([false, true, false]);
    }

    [Theory]
    [InlineData(-1, 8)]
    [InlineData(3, 8)]
    [InlineData(2, 16)]
    [InlineData(0, 7)]
    [InlineData(long.MaxValue, 8)]
    public void A_run_outside_the_source_or_of_half_elements_is_refused(long start, int bytes)
    {
        using var source = new MemorySource<double>(new double[3]);
        using var target = new MemoryTarget<double>(new double[3]);
        Should.Throw<ArgumentOutOfRangeException>(() => source.Read(start, new byte[bytes]));
        Should.Throw<ArgumentOutOfRangeException>(() => target.Write(start, new byte[bytes]));
    }
}
