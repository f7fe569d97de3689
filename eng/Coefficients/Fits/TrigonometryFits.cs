using System.Numerics;
using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of the functions of angles and of their inverses.</summary>
internal static class TrigonometryFits
{
    // A little more than (pi/4)^2, for angles that the rounding of 2 x / pi puts on the wrong side.
    private const double SquareOfLargestAngle = 0.7858 * 0.7858;

    // A little more than tan(pi/8)^2, beyond which quotients count from pi/4.
    private const double SquareOfLargestQuotient = 0.4145 * 0.4145;

    public static Family Make()
    {
        var family = new Family(
            "Trigonometry", "Constants of the functions of angles and of their inverses.");
        BigReal halfPi = BigConstants.Pi.Scaled(-1);
        family.Constant("TwoByPi", 1 / halfPi, "2 / pi");
        family.Constant("HalfPi", halfPi, "pi / 2", parts: 3, 53, 30);
        family.Constant(
            "HalfPiLost",
            (halfPi / halfPi.ToDouble()) - 1,
            "What HalfPiPart1 lacks of pi / 2, as a part of it");
        AddFunctions(family);
        AddInverses(family);
        AddDigits(family);
        return family;
    }

    private static void AddFunctions(Family family)
    {
        family.Polynomial(
            "SinTail",
            "(sin(r) - r) / r^3, z = r^2",
            z => Tail(BigMath.Sin, BigMath.Sqrt(z)),
            0,
            SquareOfLargestAngle,
            degree: 5,
            new Weight("sin(r), relative to itself,", z => WeightOfTail(BigMath.Sin, BigMath.Sqrt(z))));
        family.Polynomial(
            "CosTail",
            "(cos(r) - 1 + r^2/2) / r^4, z = r^2",
            z => (BigMath.Cos(BigMath.Sqrt(z)) - 1 + z.Scaled(-1)) / (z * z),
            0,
            SquareOfLargestAngle,
            degree: 5,
            new Weight("cos(r), relative to itself,", z => z * z / BigMath.Cos(BigMath.Sqrt(z))));
        family.Polynomial(
            "TanTail",
            "(tan(r) - r) / r^3, z = r^2",
            z => Tail(BigMath.Tan, BigMath.Sqrt(z)),
            0,
            SquareOfLargestAngle,
            degree: 14,
            new Weight("tan(r), relative to itself,", z => WeightOfTail(BigMath.Tan, BigMath.Sqrt(z))));
    }

    private static void AddInverses(Family family)
    {
        family.Polynomial(
            "AsinTail",
            "(asin(s) - s) / s^3, z = s^2",
            z => Tail(BigMath.Asin, BigMath.Sqrt(z)),
            0,
            0.25,
            degree: 12,
            new Weight("asin(s), relative to itself,", z => WeightOfTail(BigMath.Asin, BigMath.Sqrt(z))));
        family.Polynomial(
            "AtanTail",
            "(atan(t) - t) / t^3, z = t^2",
            z => Tail(BigMath.Atan, BigMath.Sqrt(z)),
            0,
            SquareOfLargestQuotient,
            degree: 10,
            new Weight("atan(t), relative to itself,", z => WeightOfTail(BigMath.Atan, BigMath.Sqrt(z))));
    }

    // For Payne and Hanek's reduction: 48 bits from each eighth place on, as integers.
    private static void AddDigits(Family family)
    {
        const int Bits = 48;
        const int Step = 8;
        const int Count = 144;
        const int FirstPlace = 37;
        BigReal digits = BigReal.Divide(2, BigConstants.PiTo(2048), 2048);
        family.Table(
            "TwoByPiDigits",
            Count,
            index => DigitsBelow(digits, -FirstPlace + (Step * index), Bits),
            "floor(2^(8 i + 11) 2 / pi) mod 2^48");
    }

    private static BigReal DigitsBelow(BigReal value, int place, int bits)
    {
        BigInteger integer = value.Scaled(place + bits).Floor();
        return new BigReal(integer & ((BigInteger.One << bits) - 1), 0);
    }

    private static BigReal Tail(Func<BigReal, BigReal> function, BigReal x) =>
        (function(x) - x) / (x * x * x);

    private static BigReal WeightOfTail(Func<BigReal, BigReal> function, BigReal x) =>
        x * x * x / function(x);
}
