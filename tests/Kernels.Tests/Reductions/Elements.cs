using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Tests.Reductions;

/// <summary>Elements of any dtype as bytes, and as scalars.</summary>
internal static class Elements
{
    private static readonly double[] SpecialFloats =
        [0.0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e300, 5e-324];

    private static readonly long[] SpecialIntegers =
        [0, 1, -1, long.MinValue, long.MaxValue, int.MinValue, int.MaxValue, 1L << 53, (1L << 53) + 1];

    /// <summary>Random elements: moderate numbers, mixed with special values where asked for.</summary>
    public static Scalar[] Random(Random random, DType type, int count, bool hasSpecials)
    {
        Scalar[] elements = new Scalar[count];
        for (int i = 0; i < count; i++)
        {
            bool isSpecial = hasSpecials && random.Next(8) == 0;
            elements[i] = type.IsFloat()
                ? Scalar.Of(isSpecial ? SpecialFloats[random.Next(9)] : (random.NextDouble() * 20) - 10)
                    .ConvertTo(type)
                : Scalar.Of(
                    isSpecial ? SpecialIntegers[random.Next(9)] : random.Next(-100, 100)).ConvertTo(type);
        }

        return elements;
    }

    public static byte[] ToBytes(DType type, IReadOnlyList<Scalar> elements)
    {
        byte[] bytes = new byte[elements.Count * type.ItemSize()];
        for (int i = 0; i < elements.Count; i++)
        {
            BitConverter.GetBytes(elements[i].Bits).AsSpan(0, type.ItemSize())
                .CopyTo(bytes.AsSpan(i * type.ItemSize()));
        }

        return bytes;
    }

    public static Scalar[] FromBytes(DType type, ReadOnlySpan<byte> bytes)
    {
        Scalar[] elements = new Scalar[bytes.Length / type.ItemSize()];
        for (int i = 0; i < elements.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * type.ItemSize(), type.ItemSize());
            elements[i] = type switch
            {
                DType.Float64 => Scalar.Of(BitConverter.ToDouble(element)),
                DType.Float32 => Scalar.Of(BitConverter.ToSingle(element)),
                DType.Int64 => Scalar.Of(BitConverter.ToInt64(element)),
                DType.Int32 => Scalar.Of(BitConverter.ToInt32(element)),
                _ => new Scalar(DType.Bool, element[0]),
            };
        }

        return elements;
    }
}
