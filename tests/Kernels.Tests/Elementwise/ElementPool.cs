using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>Elements to compute with: the special ones of each dtype, and seeded random ones.</summary>
internal static class ElementPool
{
    private static readonly ulong[] _special64 =
    [
        0, 0x8000_0000_0000_0000, // zeros
        1, 0x8000_0000_0000_0001, 0x000F_FFFF_FFFF_FFFF, 0x0010_0000_0000_0000, // up to the least normal
        0x7FEF_FFFF_FFFF_FFFF, 0xFFEF_FFFF_FFFF_FFFF, // the greatest
        0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000, // infinities
        0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000, 0x7FF8_0000_DEAD_BEEF, 0xFFF0_0000_0000_0001, // NaNs
    ];

    private static readonly uint[] _special32 =
    [
        0, 0x8000_0000, 1, 0x8000_0001, 0x007F_FFFF, 0x0080_0000, 0x7F7F_FFFF, 0xFF7F_FFFF,
        0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0xFFC0_0000, 0x7FC0_BEEF, 0xFF80_0001,
    ];

    private static readonly double[] _ordinary =
    [
        1, -1, 0.5, -0.5, 1.5, 2, -2, 2.5, -2.5, 3, 7, -7, 0.1, 100, 1e-9, -1e9, 3e9, 1e18, 1e19, -1e19,
        1e30, 1e-30,
    ];

    private static readonly long[] _integers =
        [0, 1, -1, 2, -2, 3, 7, -7, 10, 100, -1000, 65536, 3037000500, 1L << 53, (1L << 53) + 1];

    public static Scalar[] Special(DType type) => type switch
    {
        DType.Float64 =>
        [
            .. _special64.Select(bits => new Scalar(type, (long)bits)), .. _ordinary.Select(Scalar.Of),
        ],
        DType.Float32 =>
        [
            .. _special32.Select(bits => new Scalar(type, bits)),
            .. _ordinary.Select(value => Scalar.Of((float)value)),
        ],
        DType.Int64 =>
        [
            .. _integers.Select(Scalar.Of), Scalar.Of(long.MinValue), Scalar.Of(long.MaxValue),
            Scalar.Of(long.MinValue + 1), Scalar.Of(long.MaxValue - 511),
        ],
        DType.Int32 =>
        [
            .. _integers.Select(value => Scalar.Of((int)value)),
            Scalar.Of(int.MinValue), Scalar.Of(int.MaxValue),
        ],
        _ => [new Scalar(type, 0), new Scalar(type, 1), new Scalar(type, 2), new Scalar(type, 255)],
    };

    /// <summary>Special ones, ones of ordinary size and any bits at all, a third each.</summary>
    public static Scalar[] Random(DType type, int count, int seed)
    {
        Random random = new(seed);
        Scalar[] special = Special(type);
        return Enumerable.Range(0, count).Select(_ => random.Next(3) switch
        {
            0 => special[random.Next(special.Length)],
            1 => Scalar.Of((random.NextDouble() - 0.5) * 40).ConvertTo(type),
            _ => AnyBits(type, random),
        }).ToArray();
    }

    private static Scalar AnyBits(DType type, Random random) => type switch
    {
        DType.Float32 => new Scalar(type, (uint)random.NextInt64()),
        DType.Int32 => Scalar.Of((int)random.NextInt64()),
        DType.Bool => new Scalar(type, random.Next(256)),
        _ => new Scalar(type, random.NextInt64(long.MinValue, long.MaxValue)),
    };
}
