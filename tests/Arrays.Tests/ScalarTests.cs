namespace ActorCompute.Arrays.Tests;

public class ScalarTests
{
    [Fact]
    public void A_scalar_gives_back_the_value_it_was_made_of()
    {
        Scalar.Of(-0.0).As<double>().ShouldBe(-0.0);
        double.IsNegative(Scalar.Of(-0.0).As<double>()).ShouldBeTrue();
        Scalar.Of(0.1f).As<float>().ShouldBe(0.1f);
        Scalar.Of(long.MinValue).As<long>().ShouldBe(long.MinValue);
        Scalar.Of(-3).As<int>().ShouldBe(-3);
        Scalar.Of(true).As<bool>().ShouldBeTrue();
    }

    [Fact]
    public void A_scalar_asked_for_as_another_dtype_says_which_it_has()
    {
        var failure = Should.Throw<ComputeException>(() => Scalar.Of(1.0).As<int>());
        failure.Kind.ShouldBe(ErrorKind.UnsupportedType);
        failure.Message.ShouldContain("float64");
    }

    [Theory]
    [InlineData(1e300, long.MaxValue)]
    [InlineData(-1e300, long.MinValue)]
    [InlineData(double.NaN, 0)]
    [InlineData(-2.9, -2)]
    public void Floats_convert_to_int64_truncated_and_saturated(double value, long expected)
    {
        Scalar.Of(value).ToInt64().ShouldBe(expected);
        Scalar.Of(value).ConvertTo(DType.Int64).As<long>().ShouldBe(expected);
    }

    [Fact]
    public void Floats_convert_to_int32_saturated_and_integers_wrap()
    {
        Scalar.Of(1e300).ConvertTo(DType.Int32).As<int>().ShouldBe(int.MaxValue);
        Scalar.Of(1L << 32).ConvertTo(DType.Int32).As<int>().ShouldBe(0);
    }

    [Fact]
    public void Int64_converts_to_float32_with_one_rounding()
    {
        // Halfway between two float32, plus one: by way of float64 it would round down.
        const long value = (1L << 60) + (1L << 36) + 1;
        Scalar.Of(value).ConvertTo(DType.Float32).As<float>().ShouldBe((float)value);
    }

    [Fact]
    public void Only_zero_is_false_and_NaN_is_true()
    {
        Scalar.Of(-0.0).ToBool().ShouldBeFalse();
        Scalar.Of(double.NaN).ToBool().ShouldBeTrue();
        Scalar.Of(0).ToBool().ShouldBeFalse();
        Scalar.Of(-1L).ConvertTo(DType.Bool).As<bool>().ShouldBeTrue();
    }

    [Fact]
    public void A_scalar_prints_the_shortest_text_that_reads_back()
    {
        Scalar.Of(0.1).ToString().ShouldBe("0.1");
        Scalar.Of(0.1f).ToString().ShouldBe("0.1");
        Scalar.Of(double.NaN).ToString().ShouldBe("nan");
        Scalar.Of(float.NegativeInfinity).ToString().ShouldBe("-inf");
        Scalar.Of(-3L).ToString().ShouldBe("-3");
        Scalar.Of(true).ToString().ShouldBe("true");
    }
}
