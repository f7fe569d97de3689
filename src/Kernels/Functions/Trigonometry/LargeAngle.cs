namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// Reduces large angles, by the method of Payne and Hanek (1983): of x times 2/pi only the bits from the
/// twos on count, so a window of the bits of 2/pi is multiplied by the integer that x is in units of its
/// last place.
/// </summary>
internal static class LargeAngle
{
    // 2/pi to 1280 bits, behind 64 zeros for the bits before the point.
    private static ReadOnlySpan<ulong> TwoByPi =>
    [
        0x0000000000000000, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041,
        0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E,
        0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B,
        0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB,
        0xF0CFBC209AF4361D,
    ];

    /// <summary>
    /// For x from 1 on: n mod 4 and x - n pi/2 = angle + remainder, at most pi/4 in magnitude. Infinities
    /// and NaN give NaN.
    /// </summary>
    public static ulong Reduce(double x, out double angle, out double remainder)
    {
        const double HalfPi = 1.5707963267948966;
        const double HalfPiRemainder = 6.123233995736766e-17;
        if (!double.IsFinite(x))
        {
            (angle, remainder) = (double.NaN, 0);
            return 0;
        }

        ulong quadrant = FractionOfQuarterTurns(x, out double high, out double low);
        double product = high * HalfPi;
        double productLow = Math.FusedMultiplyAdd(high, HalfPi, -product);
        productLow += Math.FusedMultiplyAdd(high, HalfPiRemainder, low * HalfPi);
        angle = product + productLow;
        remainder = productLow - (angle - product);
        return quadrant;
    }

    // The integer nearest to x times 2/pi, mod 4, and the difference as high + low.
    private static ulong FractionOfQuarterTurns(double x, out double high, out double low)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        ulong mantissa = ((ulong)bits & 0xF_FFFF_FFFF_FFFF) | (1UL << 52);
        int exponent = (int)(bits >> 52) - 1075;

        // Bits of 2/pi above 2^-(exponent - 1) make multiples of 4. The 256 from there on, times the
        // mantissa and mod 2^256, have the twos and ones on top; what lies below is less than 2^-200.
        int start = 64 + exponent - 2;
        UInt128 low128 = (UInt128)mantissa * Window(start, 3);
        UInt128 sum1 = ((UInt128)mantissa * Window(start, 2)) + (low128 >> 64);
        UInt128 sum2 = ((UInt128)mantissa * Window(start, 1)) + (sum1 >> 64);
        ulong top = (mantissa * Window(start, 0)) + (ulong)(sum2 >> 64);
        UInt128 upper = new(top, (ulong)sum2);
        UInt128 lower = new((ulong)sum1, (ulong)low128);

        // Without twos and ones the rest is a fraction in two's complement: from 1/2 on it is negative, and
        // the integer one more.
        UInt128 fraction = (upper << 2) | (lower >> 126);
        UInt128 fractionLow = lower << 2;
        bool isNegative = fraction >> 127 != 0;
        if (isNegative)
        {
            fractionLow = UInt128.Zero - fractionLow;
            fraction = UInt128.Zero - fraction - (fractionLow == 0 ? UInt128.Zero : UInt128.One);
        }

        // No double comes closer to a multiple of pi/2 than 2^-62 of it, so 128 bits from the first one on
        // exist.
        int zeros = (int)UInt128.LeadingZeroCount(fraction);
        UInt128 digits = zeros == 0 ? fraction : (fraction << zeros) | (fractionLow >> (128 - zeros));
        high = Math.ScaleB((double)(ulong)(digits >> 75), -53 - zeros);
        low = Math.ScaleB((double)(ulong)((digits >> 11) & ulong.MaxValue), -117 - zeros);
        if (isNegative) (high, low) = (-high, -low);
        return (top >> 62) + (isNegative ? 1UL : 0UL);
    }

    // 64 bits of 2/pi: the window's word of this index.
    private static ulong Window(int start, int index)
    {
        int word = (start >> 6) + index;
        int shift = start & 63;
        return shift == 0
            ? TwoByPi[word]
            : (TwoByPi[word] << shift) | (TwoByPi[word + 1] >> (64 - shift));
    }
}
