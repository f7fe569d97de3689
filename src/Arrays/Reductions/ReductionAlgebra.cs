namespace ActorCompute.Arrays.Reductions;

/// <summary>
/// What the reductions mean, apart from how blocks are computed: the dtype of the result, how two
/// neighbouring partial states combine, and how the last state becomes the value. Pure and thread safe.
/// </summary>
/// <remarks>
/// The words of a <see cref="Partial"/>: sum and prod hold float64 bits (float dtypes) or an int64; mean and
/// norm the float64 sum (of squares), whatever the dtype; min and max the element's bits as in
/// <see cref="Scalar"/>; argmin and argmax the same and the index; var and std the mean, the sum of squared
/// deviations and the count; the others an int64.
/// </remarks>
public static class ReductionAlgebra
{
    // .NET's own NaN has its sign bit set; results have this one.
    private const long CanonicalNaN = 0x7FF8_0000_0000_0000;
    private const long CanonicalNaNSingle = 0x7FC0_0000;

    /// <summary>The dtype of a reduction's value, for elements of <paramref name="elementType"/>.</summary>
    public static DType ResultType(Reduction reduction, DType elementType) => reduction switch
    {
        Reduction.Sum or Reduction.Prod => elementType.IsFloat() ? elementType : DType.Int64,
        Reduction.Min or Reduction.Max => elementType,
        Reduction.Mean or Reduction.Var or Reduction.Std or Reduction.Norm =>
            elementType == DType.Float32 ? DType.Float32 : DType.Float64,
        Reduction.Argmin or Reduction.Argmax or Reduction.CountNonzero => DType.Int64,
        Reduction.Any or Reduction.All => DType.Bool,
        _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "not a reduction"),
    };

    /// <summary>
    /// The state of two neighbouring runs of elements, <paramref name="left"/> before
    /// <paramref name="right"/>.
    /// </summary>
    public static Partial Combine(
        Reduction reduction, DType elementType, in Partial left, in Partial right) =>
        reduction switch
        {
            Reduction.Sum when !elementType.IsFloat() => new Partial(left.A + right.A),
            Reduction.Prod when !elementType.IsFloat() => new Partial(left.A * right.A),
            Reduction.Sum or Reduction.Mean or Reduction.Norm =>
                FromDouble(ToDouble(left.A) + ToDouble(right.A)),
            Reduction.Prod => FromDouble(ToDouble(left.A) * ToDouble(right.A)),
            Reduction.Min => new Partial(Min(elementType, left.A, right.A)),
            Reduction.Max => new Partial(Max(elementType, left.A, right.A)),
            Reduction.Argmin => IsBetter(elementType, right.A, left.A, smallest: true) ? right : left,
            Reduction.Argmax => IsBetter(elementType, right.A, left.A, smallest: false) ? right : left,
            Reduction.Var or Reduction.Std => CombineMoments(left, right),
            Reduction.CountNonzero => new Partial(left.A + right.A),
            Reduction.Any => new Partial(left.A | right.A),
            Reduction.All => new Partial(left.A & right.A),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "not a reduction"),
        };

    /// <summary>The value of a reduction. Every NaN is the quiet one with a clear sign and payload.</summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="elementType">The dtype of the elements.</param>
    /// <param name="state">The state of all elements; null if there are none.</param>
    /// <param name="count">How many elements there are.</param>
    /// <exception cref="ComputeException">
    /// min, max, argmin or argmax of no elements (<see cref="ErrorKind.EmptyInput"/>).
    /// </exception>
    public static ReducedValue Finish(Reduction reduction, DType elementType, Partial? state, long count)
    {
        if (state is not { } partial) return FinishEmpty(reduction, elementType);
        DType type = ResultType(reduction, elementType);
        double value = ToDouble(partial.A);
        Scalar result = reduction switch
        {
            Reduction.Sum or Reduction.Prod when type.IsFloat() => FloatOf(type, value),
            Reduction.Mean => FloatOf(type, value / count),
            Reduction.Norm => FloatOf(type, Math.Sqrt(value)),
            Reduction.Var => FloatOf(type, ToDouble(partial.B) / count),
            Reduction.Std => FloatOf(type, Math.Sqrt(ToDouble(partial.B) / count)),
            Reduction.Min or Reduction.Max when type.IsFloat() => Canonical(new Scalar(type, partial.A)),
            Reduction.Argmin or Reduction.Argmax => Scalar.Of(partial.B),
            _ => new Scalar(type, partial.A),
        };
        return new ReducedValue(result, null);
    }

    private static ReducedValue FinishEmpty(Reduction reduction, DType elementType)
    {
        DType type = ResultType(reduction, elementType);
        return reduction switch
        {
            Reduction.Sum or Reduction.Norm or Reduction.CountNonzero or Reduction.Any =>
                new ReducedValue(new Scalar(type, 0), null),
            Reduction.Prod or Reduction.All => new ReducedValue(Scalar.Of(1L).ConvertTo(type), null),
            Reduction.Mean or Reduction.Var or Reduction.Std => new ReducedValue(
                FloatOf(type, double.NaN),
                $"the {reduction.Name()} of an empty array is NaN: there are no elements to average"),
            _ => throw new ComputeException(
                ErrorKind.EmptyInput,
                $"the {reduction.Name()} of an empty array does not exist: give it at least one element"),
        };
    }

    // T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing
    // sample variances" (1979), formula 2.1, for means instead of sums.
    private static Partial CombineMoments(in Partial left, in Partial right)
    {
        double leftCount = left.C;
        double rightCount = right.C;
        double count = left.C + right.C;
        double leftMean = ToDouble(left.A);
        double difference = ToDouble(right.A) - leftMean;
        double mean = leftMean + (difference * (rightCount / count));
        double between = difference * difference * (leftCount * (rightCount / count));
        double deviations = ToDouble(left.B) + ToDouble(right.B) + between;
        return new Partial(
            BitConverter.DoubleToInt64Bits(mean),
            BitConverter.DoubleToInt64Bits(deviations),
            left.C + right.C);
    }

    // Math.Min and Math.Max propagate NaN and order -0.0 before +0.0.
    private static long Min(DType type, long left, long right) => type.IsFloat()
        ? BitsOf(type, Math.Min(ValueOf(type, left), ValueOf(type, right)))
        : Math.Min(left, right);

    private static long Max(DType type, long left, long right) => type.IsFloat()
        ? BitsOf(type, Math.Max(ValueOf(type, left), ValueOf(type, right)))
        : Math.Max(left, right);

    /// <summary>
    /// True if a later element displaces an earlier one: the first NaN, else the first best, stays.
    /// </summary>
    private static bool IsBetter(DType type, long later, long earlier, bool smallest)
    {
        if (!type.IsFloat()) return smallest ? later < earlier : later > earlier;
        double laterValue = ValueOf(type, later);
        double earlierValue = ValueOf(type, earlier);
        if (double.IsNaN(earlierValue)) return false;
        if (double.IsNaN(laterValue)) return true;
        return smallest ? laterValue < earlierValue : laterValue > earlierValue;
    }

    private static double ToDouble(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static Partial FromDouble(double value) => new(BitConverter.DoubleToInt64Bits(value));

    private static double ValueOf(DType type, long bits) => new Scalar(type, bits).ToDouble();

    private static long BitsOf(DType type, double value) => FloatOf(type, value).Bits;

    private static Scalar FloatOf(DType type, double value) =>
        Canonical(type == DType.Float32 ? Scalar.Of((float)value) : Scalar.Of(value));

    private static Scalar Canonical(Scalar value) => !double.IsNaN(value.ToDouble())
        ? value
        : new Scalar(value.Type, value.Type == DType.Float32 ? CanonicalNaNSingle : CanonicalNaN);
}
