using System.Globalization;
using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Elementwise;

public class CastTests
{
    public static TheoryData<DType, DType> Pairs()
    {
        TheoryData<DType, DType> pairs = [];
        foreach (DType from in FunctionCases.Types)
        {
            foreach (DType to in FunctionCases.Types) pairs.Add(from, to);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_element_converts_as_the_exact_value_says(DType from, DType to)
    {
        Scalar[] elements = [.. ElementPool.Special(from), .. ElementPool.Random(from, 3000, seed: 3)];
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            Scalar[] results = ElementRunner.Run(ElementKernels.FindCast(from, to, width), to, [elements]);
            for (int index = 0; index < elements.Length; index++)
            {
                results[index]
                    .ShouldBe(Convert(elements[index], to), $"{elements[index]} from {from}, {width}");
            }
        }
    }

    [Theory]
    [InlineData(DType.Float64, 0x7FF0_0000_0000_0001L, 0x7FF8_0000_0000_0000L)]
    [InlineData(DType.Float64, -1L, 0x7FF8_0000_0000_0000L)]
    [InlineData(DType.Float32, 0xFFC1_2345L, 0x7FC0_0000L)]
    [InlineData(DType.Bool, 200L, 1L)]
    [InlineData(DType.Int64, -1L, -1L)]
    public void A_copy_is_canonical(DType type, long bits, long expected) =>
        ElementRunner.Run(ElementKernels.FindCopy(type), type, [[new Scalar(type, bits)]])
            .ShouldBe([new Scalar(type, expected)]);

    private static Scalar Convert(Scalar value, DType to)
    {
        if (to == DType.Bool) return Scalar.Of(value.Type == DType.Bool ? value.Bits != 0 : value.ToBool());
        if (value.Type == DType.Bool) return Scalar.Of(value.Bits != 0 ? 1 : 0).ConvertTo(to);
        if (!value.Type.IsFloat())
        {
            // Parsing decimal text rounds correctly, by code of its own.
            string text = value.Bits.ToString(CultureInfo.InvariantCulture);
            return to switch
            {
                DType.Float64 => Scalar.Of(double.Parse(text, CultureInfo.InvariantCulture)),
                DType.Float32 => Scalar.Of(float.Parse(text, CultureInfo.InvariantCulture)),
                _ => ScalarReference.Wrap(value.Bits, to),
            };
        }

        double number = value.ToDouble();
        return to switch
        {
            DType.Float64 => ScalarReference.Canonical(Scalar.Of(number)),
            DType.Float32 => ScalarReference.Canonical(Scalar.Of((float)number)),
            DType.Int64 => Scalar.Of((long)Saturate(number, long.MinValue, long.MaxValue)),
            _ => Scalar.Of((int)Saturate(number, int.MinValue, int.MaxValue)),
        };
    }

    private static BigInteger Saturate(double value, BigInteger least, BigInteger greatest) =>
        double.IsNaN(value) ? BigInteger.Zero
        : double.IsInfinity(value) ? (value < 0 ? least : greatest)
        : BigInteger.Min(BigInteger.Max(new BigInteger(value), least), greatest);
}
