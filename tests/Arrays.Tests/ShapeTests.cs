namespace ActorCompute.Arrays.Tests;

public class ShapeTests
{
    [Fact]
    public void A_scalar_has_no_dimensions_and_one_element()
    {
        Shape.Scalar.Rank.ShouldBe(0);
        Shape.Scalar.Count.ShouldBe(1);
        default(Shape).ShouldBe(Shape.Scalar);
        Shape.Scalar.ToString().ShouldBe("()");
    }

    [Theory]
    [InlineData(new long[] { 10 }, 10, "(10,)")]
    [InlineData(new long[] { 3, 4 }, 12, "(3, 4)")]
    [InlineData(new long[] { 3, 0, 5 }, 0, "(3, 0, 5)")]
    [InlineData(new[] { 1L << 40, 1L << 19 }, 1L << 59, "(1099511627776, 524288)")]
    public void A_shape_counts_its_elements_and_prints_as_NumPy_does(
        long[] dimensions, long count, string text)
    {
        var shape = new Shape(dimensions);
        shape.Count.ShouldBe(count);
        shape.ToString().ShouldBe(text);
        shape.Dimensions.ToArray().ShouldBe(dimensions);
    }

    [Fact]
    public void A_zero_makes_a_shape_empty_however_large_the_other_dimensions_are() =>
        new Shape(1L << 50, 1L << 50, 0).Count.ShouldBe(0);

    [Theory]
    [InlineData(new long[] { -1 }, "negative dimension -1")]
    [InlineData(new long[] { 0, -7 }, "negative dimension -7")]
    [InlineData(new[] { 1L << 30, 1L << 30 }, "over 2^59 elements")]
    [InlineData(new[] { long.MaxValue }, "over 2^59 elements")]
    [InlineData(new[] { long.MaxValue, long.MaxValue, 2 }, "over 2^59 elements")]
    public void A_shape_that_cannot_be_is_refused(long[] dimensions, string reason)
    {
        var failure = Should.Throw<ComputeException>(() => new Shape(dimensions));
        failure.Kind.ShouldBe(ErrorKind.InvalidArgument);
        failure.Message.ShouldContain(reason);
    }

    [Fact]
    public void More_than_64_dimensions_are_refused()
    {
        new Shape(Enumerable.Repeat(1L, 64).ToArray()).Count.ShouldBe(1);
        Should.Throw<ComputeException>(() => new Shape(Enumerable.Repeat(1L, 65).ToArray()))
            .Message.ShouldContain("65 dimensions");
    }

    [Fact]
    public void The_bytes_of_the_largest_shape_do_not_overflow() =>
        new ArrayDescription(DType.Float64, new Shape(1L << 59)).Bytes.ShouldBe(1L << 62);

    [Fact]
    public void Shapes_are_equal_when_their_dimensions_are()
    {
        (new Shape(3, 4) == new Shape(3, 4)).ShouldBeTrue();
        (new Shape(3, 4) != new Shape(4, 3)).ShouldBeTrue();
        new Shape(1).ShouldNotBe(Shape.Scalar);
        new Shape(3, 4).GetHashCode().ShouldBe(new Shape(3, 4).GetHashCode());
    }

    [Fact]
    public void A_shape_keeps_its_dimensions_when_the_caller_changes_the_array()
    {
        long[] dimensions = [2, 3];
        var shape = new Shape(dimensions);
        dimensions[0] = 9;
        shape.ToString().ShouldBe("(2, 3)");
    }

    [Theory]
    [InlineData(0, 0, 4096)]
    [InlineData(1, 1, 4096)]
    [InlineData(4096, 1, 4096)]
    [InlineData(4097, 2, 8192)]
    public void Elements_round_up_to_whole_blocks(long count, long blocks, long rounded)
    {
        Block.CountFor(count).ShouldBe(blocks);
        Block.RoundUp(count).ShouldBe(rounded);
    }

    [Fact]
    public void A_count_that_does_not_round_up_within_63_bits_overflows() =>
        Should.Throw<OverflowException>(() => Block.RoundUp(long.MaxValue));
}
