namespace ActorCompute.Arrays.Tests;

public class DTypeTests
{
    [Theory]
    [InlineData(typeof(double), DType.Float64, 8, "float64")]
    [InlineData(typeof(float), DType.Float32, 4, "float32")]
    [InlineData(typeof(long), DType.Int64, 8, "int64")]
    [InlineData(typeof(int), DType.Int32, 4, "int32")]
    [InlineData(typeof(bool), DType.Bool, 1, "bool")]
    public void Every_dtype_has_its_CLR_type_size_and_name(
        Type type, DType expected, int itemSize, string name)
    {
        DTypes.Of(type).ShouldBe(expected);
        expected.ItemSize().ShouldBe(itemSize);
        expected.Name().ShouldBe(name);
    }

    [Fact]
    public void The_generic_and_the_plain_form_agree()
    {
        DTypes.Of<double>().ShouldBe(DType.Float64);
        DTypes.Of<float>().ShouldBe(DType.Float32);
        DTypes.Of<long>().ShouldBe(DType.Int64);
        DTypes.Of<int>().ShouldBe(DType.Int32);
        DTypes.Of<bool>().ShouldBe(DType.Bool);
    }

    [Fact]
    public void A_type_without_a_dtype_is_refused_by_name()
    {
        var failure = Should.Throw<ComputeException>(() => DTypes.Of<decimal>());
        failure.Kind.ShouldBe(ErrorKind.UnsupportedType);
        failure.Message.ShouldContain("Decimal");
    }

    [Fact]
    public void Floats_and_integers_are_told_apart_and_bool_is_neither()
    {
        Enum.GetValues<DType>().Where(type => type.IsFloat()).ShouldBe([DType.Float64, DType.Float32]);
        Enum.GetValues<DType>().Where(type => type.IsInteger()).ShouldBe([DType.Int64, DType.Int32]);
    }

    [Fact]
    public void A_value_that_is_no_dtype_has_no_size_or_name()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ((DType)99).ItemSize());
        Should.Throw<ArgumentOutOfRangeException>(() => ((DType)99).Name());
    }

    [Theory]
    [InlineData(ErrorKind.InvalidArgument, true)]
    [InlineData(ErrorKind.InvalidFile, true)]
    [InlineData(ErrorKind.EmptyInput, true)]
    [InlineData(ErrorKind.OutOfMemory, false)]
    [InlineData(ErrorKind.OutputFailed, false)]
    [InlineData(ErrorKind.Timeout, false)]
    public void Bad_input_is_told_from_a_failed_job(ErrorKind kind, bool isBadInput) =>
        kind.IsBadInput().ShouldBe(isBadInput);
}
