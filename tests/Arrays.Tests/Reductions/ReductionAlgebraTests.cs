using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Arrays.Tests.Reductions;

public class ReductionAlgebraTests
{
    private const long CanonicalNaN = 0x7FF8_0000_0000_0000;

    public static TheoryData<Reduction, DType> Pairs()
    {
        TheoryData<Reduction, DType> pairs = [];
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (DType type in Enum.GetValues<DType>()) pairs.Add(reduction, type);
        }

        return pairs;
    }

    [Theory]
    [InlineData(Reduction.Sum, DType.Float32, DType.Float32)]
    [InlineData(Reduction.Sum, DType.Int32, DType.Int64)]
    [InlineData(Reduction.Sum, DType.Bool, DType.Int64)]
    [InlineData(Reduction.Prod, DType.Float64, DType.Float64)]
    [InlineData(Reduction.Min, DType.Bool, DType.Bool)]
    [InlineData(Reduction.Max, DType.Int32, DType.Int32)]
    [InlineData(Reduction.Mean, DType.Int64, DType.Float64)]
    [InlineData(Reduction.Std, DType.Float32, DType.Float32)]
    [InlineData(Reduction.Argmax, DType.Float32, DType.Int64)]
    [InlineData(Reduction.CountNonzero, DType.Float64, DType.Int64)]
    [InlineData(Reduction.All, DType.Float64, DType.Bool)]
    public void The_dtype_of_a_value_is_NumPys(Reduction reduction, DType elementType, DType expected) =>
        ReductionAlgebra.ResultType(reduction, elementType).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_value_has_the_dtype_that_was_announced(Reduction reduction, DType elementType)
    {
        DType expected = ReductionAlgebra.ResultType(reduction, elementType);
        Partial one = StateOfOne(reduction, elementType);
        ReductionAlgebra.Finish(reduction, elementType, one, 1).Value.Type.ShouldBe(expected);
        Partial two = ReductionAlgebra.Combine(reduction, elementType, one, one);
        ReductionAlgebra.Finish(reduction, elementType, two, 2).Value.Type.ShouldBe(expected);
    }

    [Theory]
    [InlineData(Reduction.Sum, 0)]
    [InlineData(Reduction.Prod, 1)]
    [InlineData(Reduction.Norm, 0)]
    [InlineData(Reduction.CountNonzero, 0)]
    [InlineData(Reduction.Any, 0)]
    [InlineData(Reduction.All, 1)]
    public void An_empty_array_has_the_neutral_value(Reduction reduction, double expected)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            ReducedValue reduced = ReductionAlgebra.Finish(reduction, type, null, 0);
            reduced.Value.ToDouble().ShouldBe(expected);
            double.IsNegative(reduced.Value.ToDouble()).ShouldBeFalse();
            reduced.Warning.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Var)]
    [InlineData(Reduction.Std)]
    public void An_average_of_an_empty_array_is_NaN_with_a_warning(Reduction reduction)
    {
        ReducedValue reduced = ReductionAlgebra.Finish(reduction, DType.Float64, null, 0);
        reduced.Value.Bits.ShouldBe(CanonicalNaN);
        reduced.Warning.ShouldNotBeNull().ShouldContain("empty");
        ReductionAlgebra.Finish(reduction, DType.Float32, null, 0).Value.Bits.ShouldBe(0x7FC0_0000);
    }

    [Theory]
    [InlineData(Reduction.Min)]
    [InlineData(Reduction.Max)]
    [InlineData(Reduction.Argmin)]
    [InlineData(Reduction.Argmax)]
    public void An_extreme_of_an_empty_array_is_an_error(Reduction reduction)
    {
        ComputeException error = Should.Throw<ComputeException>(
            () => ReductionAlgebra.Finish(reduction, DType.Int64, null, 0));
        error.Kind.ShouldBe(ErrorKind.EmptyInput);
        error.Message.ShouldContain("empty");
    }

    [Fact]
    public void Min_and_max_order_zeros_and_propagate_NaN()
    {
        Combined(Reduction.Min, 0.0, -0.0).Bits.ShouldBe(Scalar.Of(-0.0).Bits);
        Combined(Reduction.Max, -0.0, 0.0).Bits.ShouldBe(Scalar.Of(0.0).Bits);
        Combined(Reduction.Min, double.NaN, 1).Bits.ShouldBe(CanonicalNaN);
        Combined(Reduction.Max, 1, double.NaN).Bits.ShouldBe(CanonicalNaN);
    }

    [Theory]
    [InlineData(Reduction.Argmin, 2.0, 1.0, 1)]
    [InlineData(Reduction.Argmin, 1.0, 1.0, 0)]
    [InlineData(Reduction.Argmin, 0.0, -0.0, 0)]
    [InlineData(Reduction.Argmin, 1.0, double.NaN, 1)]
    [InlineData(Reduction.Argmax, double.NaN, double.NaN, 0)]
    [InlineData(Reduction.Argmax, double.NaN, 9.0, 0)]
    [InlineData(Reduction.Argmax, 1.0, 2.0, 1)]
    public void Argmin_and_argmax_keep_the_first_best_or_NaN(
        Reduction reduction, double first, double second, long expected)
    {
        Partial left = new(BitConverter.DoubleToInt64Bits(first), 0);
        Partial right = new(BitConverter.DoubleToInt64Bits(second), 1);
        Partial both = ReductionAlgebra.Combine(reduction, DType.Float64, left, right);
        ReductionAlgebra.Finish(reduction, DType.Float64, both, 2).Value.ShouldBe(Scalar.Of(expected));
    }

    [Fact]
    public void Every_NaN_of_a_sum_is_the_canonical_one()
    {
        Partial negativeNaN = new(unchecked((long)0xFFF8_0000_0000_1234));
        ReductionAlgebra.Finish(
            Reduction.Sum, DType.Float64, negativeNaN, 1).Value.Bits.ShouldBe(CanonicalNaN);
        ReductionAlgebra.Finish(
            Reduction.Sum, DType.Float32, negativeNaN, 1).Value.Bits.ShouldBe(0x7FC0_0000);
        ReductionAlgebra.Finish(
            Reduction.Min, DType.Float64, negativeNaN, 1).Value.Bits.ShouldBe(CanonicalNaN);
    }

    [Fact]
    public void A_float32_sum_is_rounded_once_at_the_end()
    {
        Partial sum = ReductionAlgebra.Combine(
            Reduction.Sum, DType.Float32, Float64(16777216), Float64(1));
        sum = ReductionAlgebra.Combine(Reduction.Sum, DType.Float32, sum, Float64(1));
        ReductionAlgebra.Finish(Reduction.Sum, DType.Float32, sum, 3).Value.ShouldBe(Scalar.Of(16777218f));
    }

    [Fact]
    public void An_int64_sum_wraps()
    {
        Partial sum = ReductionAlgebra.Combine(
            Reduction.Sum, DType.Int64, new Partial(long.MaxValue), new Partial(1));
        ReductionAlgebra.Finish(Reduction.Sum, DType.Int64, sum, 2).Value.ShouldBe(Scalar.Of(long.MinValue));
    }

    [Fact]
    public void Variances_of_two_runs_combine_to_that_of_all()
    {
        // 1, 2, 3 and 10, 20: mean 7.2, squared deviations 38.44 + 27.04 + 17.64 + 7.84 + 163.84.
        Partial left = new(Bits(2), Bits(2), 3);
        Partial right = new(Bits(15), Bits(50), 2);
        Partial all = ReductionAlgebra.Combine(Reduction.Var, DType.Float64, left, right);
        ReductionAlgebra.Finish(Reduction.Var, DType.Float64, all, 5).Value.ToDouble().ShouldBe(50.96, 1e-12);
        ReductionAlgebra.Finish(Reduction.Std, DType.Float64, all, 5).Value.ToDouble()
            .ShouldBe(Math.Sqrt(50.96), 1e-12);
    }

    private static Scalar Combined(Reduction reduction, double left, double right)
    {
        Partial both = ReductionAlgebra.Combine(reduction, DType.Float64, Float64(left), Float64(right));
        return ReductionAlgebra.Finish(reduction, DType.Float64, both, 2).Value;
    }

    private static Partial StateOfOne(Reduction reduction, DType elementType)
    {
        bool isFloatState = reduction is Reduction.Mean or Reduction.Norm or Reduction.Var or Reduction.Std
            || (reduction is Reduction.Sum or Reduction.Prod && elementType.IsFloat());
        return isFloatState
            ? new Partial(Bits(1), 0, 1)
            : new Partial(Scalar.Of(1).ConvertTo(elementType).Bits, 0, 0);
    }

    private static Partial Float64(double value) => new(Bits(value));

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
