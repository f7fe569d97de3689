using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Seed.Output;

namespace ActorCompute.Seed.Tests;

public class PreviewTests
{
    [Fact]
    public void A_long_array_shows_three_elements_at_each_end() =>
        Preview(new Shape(7), [0, 1, 2, 3, 4, 5, 6L]).ShouldBe("[0 1 2 ... 4 5 6]");

    [Fact]
    public void A_short_array_shows_all_elements() =>
        Preview(new Shape(6), [0, 1, 2, 3, 4, 5L]).ShouldBe("[0 1 2 3 4 5]");

    [Fact]
    public void Rows_stand_in_columns() =>
        Preview(new Shape(2, 2), [1, -20, 300, 4L]).ShouldBe("[[  1 -20]\n [300   4]]");

    [Fact]
    public void Points_stand_under_each_other_and_integral_floats_keep_theirs() =>
        Preview(new Shape(2, 2), [1.0, 0.25, -12.5, 3.0]).ShouldBe("[[  1.     0.25]\n [-12.5    3.  ]]");

    [Fact]
    public void Wide_ranges_are_shown_with_exponents_and_what_is_no_number_by_name() =>
        Preview(new Shape(4), [1e20, -0.5, double.NaN, double.NegativeInfinity])
            .ShouldBe("[ 1e+20 -5e-01    nan   -inf]");

    [Fact]
    public void Many_dimensions_are_shown_in_a_row() =>
        Preview(new Shape(2, 2, 2, 2, 2, 2), [.. Enumerable.Range(0, 64).Select(i => (long)i)])
            .ShouldBe("[ 0  1  2 ... 61 62 63]");

    [Fact]
    public void A_value_alone_shows_all_its_digits() =>
        Preview(Shape.Scalar, [1 / 3.0]).ShouldBe("0.3333333333333333");

    [Fact]
    public void No_elements_are_empty_brackets() => Preview<long>(new Shape(3, 0), []).ShouldBe("[]");

    private static string Preview<T>(Shape shape, T[] elements) where T : unmanaged
    {
        using var source = new MemorySource<T>(elements, shape);
        return ArrayPreview.Of(source);
    }
}
