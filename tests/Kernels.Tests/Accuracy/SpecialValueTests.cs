using System.Numerics;
using System.Runtime.CompilerServices;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

public class SpecialValueTests
{
    public static TheoryData<Function> Functions => [.. ReferenceMath.Functions];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_keeps_to_the_table(Function function) =>
        Hold<double>(function, BitConverter.DoubleToInt64Bits);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_keeps_to_the_table(Function function) =>
        Hold<float>(function, value => BitConverter.SingleToInt32Bits(value));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_NaN_of_a_result_is_the_quiet_one_without_payload(Function function)
    {
        double[] payloads =
        [
            BitConverter.Int64BitsToDouble(0x7FF8_0000_DEAD_BEEF),
            BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_0000)),
            BitConverter.Int64BitsToDouble(0x7FF0_0000_0000_0001),
        ];
        double[] ordinary = [.. payloads.Select(_ => 2.0)];
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            KernelRunner.Run(function, payloads, ordinary, width).ShouldAllBe(result => IsCanonical(result));
            if (!ReferenceMath.IsBinary(function)) continue;
            KernelRunner.Run(function, ordinary, payloads, width).ShouldAllBe(result => IsCanonical(result));
        }
    }

    private static bool IsCanonical(double result) =>
        BitConverter.DoubleToInt64Bits(result) == 0x7FF8_0000_0000_0000;

    /// <summary>All cases side by side, and each by itself, with both widths.</summary>
    private static void Hold<T>(Function function, Func<T, long> bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T X, T Y, T Result)[] cases = [.. SpecialValues.Of<T>(function)];
        cases.Length.ShouldBeGreaterThan(5);
        T[] x = [.. cases.Select(one => one.X)];
        T[] y = [.. cases.Select(one => one.Y)];
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            T[] results = KernelRunner.Run(function, x, y, width);
            for (int index = 0; index < cases.Length; index++)
            {
                // The sign of C#'s NaN is the processor's, so every NaN of the table is the same NaN here.
                T expected = T.IsNaN(cases[index].Result) ? CanonicalNaN<T>() : cases[index].Result;
                string what = $"{function}({x[index]}, {y[index]}), {width}";
                bits(results[index]).ShouldBe(bits(expected), $"{what} = {results[index]}, not {expected}");
                T alone = KernelRunner.Run(function, [x[index]], [y[index]], width)[0];
                bits(alone).ShouldBe(bits(expected), $"{what} alone = {alone}");
            }
        }
    }

    private static T CanonicalNaN<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<long, T>(0x7FF8_0000_0000_0000);
        return Unsafe.BitCast<int, T>(0x7FC0_0000);
    }
}
