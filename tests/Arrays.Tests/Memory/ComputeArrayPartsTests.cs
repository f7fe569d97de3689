using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Tests.Memory;

public unsafe class ComputeArrayPartsTests
{
    [Theory]
    [InlineData(10, 3, new long[] { 4, 3, 3 })]
    [InlineData(8, 4, new long[] { 2, 2, 2, 2 })]
    [InlineData(2, 4, new long[] { 1, 1, 0, 0 })]
    [InlineData(0, 2, new long[] { 0, 0 })]
    public void Parts_have_the_lengths_of_array_split_and_concatenate_to_the_whole(
        int length, int parts, long[] lengths)
    {
        using ComputeArray<int> whole = ComputeArray.From(Enumerable.Range(7, length).ToArray());
        ComputeArray<int>[] slices = whole.Split(parts);
        slices.Select(slice => slice.Length).ShouldBe(lengths);
        using ComputeArray<int> joined = ComputeArray.Concatenate(slices);
        joined.ToArray().ShouldBe(whole.ToArray());
        foreach (ComputeArray<int> slice in slices) slice.Dispose();
    }

    [Fact]
    public void What_is_written_to_a_slice_is_read_from_the_array_and_from_slices_of_slices()
    {
        using ComputeArray<double> whole = ComputeArray.From([0.0, 1, 2, 3, 4, 5]);
        using ComputeArray<double> slice = whole.Slice(2, 3);
        using ComputeArray<double> inner = slice.Slice(1, 2);
        slice[1] = 30;
        inner[1] = 40;
        whole.ToArray().ShouldBe([0.0, 1, 2, 30, 40, 5]);
        inner.ToArray().ShouldBe([30.0, 40]);
    }

    [Fact]
    public void Matrices_are_sliced_and_joined_by_rows()
    {
        using ComputeArray<long> matrix = ComputeArray.Create<long>(new Shape(3, 2));
        matrix.CopyFrom([1, 2, 3, 4, 5, 6]);
        using ComputeArray<long> head = matrix.Slice(0, 1);
        using ComputeArray<long> tail = matrix.Slice(1, 2);
        tail.Shape.ShouldBe(new Shape(2, 2));
        using ComputeArray<long> turned = ComputeArray.Concatenate(tail, head);
        turned.Shape.ShouldBe(new Shape(3, 2));
        turned.ToArray().ShouldBe([3L, 4, 5, 6, 1, 2]);
    }

    [Fact]
    public void A_slice_keeps_the_memory_after_the_array_is_disposed()
    {
        ComputeArray<int> whole = ComputeArray.From([1, 2, 3]);
        ComputeArray<int> slice = whole.Slice(1, 2);
        ComputeArray<int> inner = slice.Slice(1, 1);
        whole.Dispose();
        slice.Dispose();
        using ComputeArray<int> other = ComputeArray.Create<int>(3);
        inner[0].ShouldBe(3);
        inner.Dispose();
        Should.Throw<ObjectDisposedException>(() => inner[0]);
        Should.Throw<ObjectDisposedException>(() => whole.Slice(0, 1));

        // All references are back: none is left to release.
        Should.Throw<InvalidOperationException>(slice.Release);
        Should.Throw<InvalidOperationException>(whole.Release);
    }

    [Fact]
    public void Disposing_a_slice_leaves_the_array_whole()
    {
        using ComputeArray<int> whole = ComputeArray.From([1, 2, 3]);
        ComputeArray<int> slice = whole.Slice(0, 2);
        slice.Dispose();
        slice.Dispose();
        whole.ToArray().ShouldBe([1, 2, 3]);
        Should.Throw<InvalidOperationException>(whole.Release);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(2, 2)]
    [InlineData(4, 0)]
    [InlineData(1, long.MaxValue)]
    public void A_slice_beyond_the_array_is_refused(long start, long count)
    {
        using ComputeArray<int> whole = ComputeArray.From([1, 2, 3]);
        Should.Throw<ArgumentOutOfRangeException>(() => whole.Slice(start, count));
        Should.Throw<InvalidOperationException>(whole.Release);
    }

    [Fact]
    public void Impossible_parts_are_refused_by_what_is_wrong()
    {
        using ComputeArray<int> three = ComputeArray.From([1, 2, 3]);
        using ComputeArray<int> scalar = ComputeArray.Create<int>(Shape.Scalar);
        using ComputeArray<int> matrix = ComputeArray.Create<int>(new Shape(3, 2));
        Kind(() => three.Split(0)).ShouldBe(ErrorKind.InvalidArgument);
        Kind(() => scalar.Split(1)).ShouldBe(ErrorKind.InvalidArgument);
        Kind(() => scalar.Slice(0, 1)).ShouldBe(ErrorKind.InvalidArgument);
        Kind(() => ComputeArray.Concatenate<int>()).ShouldBe(ErrorKind.InvalidArgument);
        Kind(() => ComputeArray.Concatenate(scalar)).ShouldBe(ErrorKind.InvalidArgument);
        Kind(() => ComputeArray.Concatenate(three, matrix)).ShouldBe(ErrorKind.ShapeMismatch);
    }

    [Fact]
    public void Parts_kept_by_a_job_outlive_their_disposal()
    {
        ComputeArray<int> whole = ComputeArray.From([1, 2, 3, 4]);
        ComputeArray<int> slice = whole.Slice(2, 2);
        using var source = new ArraySource(slice);
        slice.Dispose();
        whole.Dispose();
        ((int*)source.Address)[1].ShouldBe(4);
    }

    private static ErrorKind Kind(Action act) => Should.Throw<ComputeException>(act).Kind;
}
