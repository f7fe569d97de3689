using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>The sets with which NumPy validates its own functions.</summary>
public class NumPyDataTests
{
    // The sets have results rounded to nearest, half a unit from the exact one at most: what is within one
    // unit of the exact result is the same float or a neighbour of it.
    private const long MostSteps = 1;

    public static TheoryData<Function> Functions =>
        [.. ReferenceMath.Functions.Where(function => !ReferenceMath.IsBinary(function))];

    [NumPyDataTheory]
    [MemberData(nameof(Functions))]
    public void Results_are_those_of_NumPys_set_or_their_neighbours(Function function)
    {
        (Scalar Argument, Scalar Result)[] lines = [.. NumPyData.Of(function)];
        lines.Length.ShouldBeGreaterThan(200);
        Scalar[] doubles = Run<double>(function, lines, DType.Float64);
        Scalar[] singles = Run<float>(function, lines, DType.Float32);
        for (int index = 0; index < lines.Length; index++)
        {
            (Scalar argument, Scalar expected) = lines[index];
            Scalar result = argument.Type == DType.Float64 ? doubles[index] : singles[index];
            Distance(expected, result).ShouldBeLessThanOrEqualTo(
                MostSteps, $"{function}({argument}) = {result}, not {expected}");
        }
    }

    /// <summary>A result for each line; those of lines of the other dtype mean nothing.</summary>
    private static Scalar[] Run<T>(Function function, (Scalar Argument, Scalar Result)[] lines, DType type)
        where T : unmanaged
    {
        T[] x = new T[lines.Length];
        for (int index = 0; index < x.Length; index++)
        {
            if (lines[index].Argument.Type != type) continue;
            long bits = lines[index].Argument.Bits;
            x[index] = typeof(T) == typeof(double)
                ? (T)(object)BitConverter.Int64BitsToDouble(bits)
                : (T)(object)BitConverter.Int32BitsToSingle((int)bits);
        }

        return
        [
            .. KernelRunner.Run(function, x, x).Select(result => result is double number
                ? Scalar.Of(number)
                : Scalar.Of((float)(object)result)),
        ];
    }

    /// <summary>How many floats lie between two, plus one; of NaNs and zeros, if they are alike.</summary>
    private static long Distance(Scalar expected, Scalar result)
    {
        double value = expected.ToDouble();
        if (double.IsNaN(value)) return double.IsNaN(result.ToDouble()) ? 0 : long.MaxValue;
        if (value == 0 || result.ToDouble() == 0) return expected.Bits == result.Bits ? 0 : long.MaxValue;
        return Math.Sign(value) == Math.Sign(result.ToDouble())
            ? Math.Abs(expected.Bits - result.Bits)
            : long.MaxValue;
    }
}
