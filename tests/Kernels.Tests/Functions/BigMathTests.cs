using System.Numerics;
using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>
/// The arithmetic that constants are made in. Digits are those of the OEIS: A000796 (pi), A001113 (e),
/// A002162 (ln 2), A002193 (sqrt 2), A002392 (ln 10), A049469 (sin 1), A049470 (cos 1), A002580 (the cube
/// root of 2).
/// </summary>
public class BigMathTests
{
    private const string Pi = "3.141592653589793238462643383279502884197169399375105820974944";

    [Fact]
    public void Constants_have_their_published_digits()
    {
        Digits(BigConstants.Pi).ShouldBe(Pi);
        Digits(BigConstants.Ln2).ShouldBe("0.693147180559945309417232121458176568075500134360255254120680");
    }

    [Fact]
    public void Functions_have_their_published_digits()
    {
        Digits(BigMath.Exp(1)).ShouldBe("2.718281828459045235360287471352662497757247093699959574966967");
        Digits(BigMath.Expm1(1)).ShouldBe("1.718281828459045235360287471352662497757247093699959574966967");
        Digits(BigMath.Sqrt(2)).ShouldBe("1.414213562373095048801688724209698078569671875376948073176679");
        Digits(BigMath.Cbrt(2)).ShouldBe("1.259921049894873164767210607278228350570251464701507980081975");
        Digits(BigMath.Log(10)).ShouldBe("2.302585092994045684017991454684364207601101488628772976033327");
        Digits(BigMath.Sin(1)).ShouldBe("0.841470984807896506652502321630298999622563060798371065672751");
        Digits(BigMath.Cos(1)).ShouldBe("0.540302305868139717400936607442976603732310420617922227670097");
        Digits(4 * BigMath.Atan(1)).ShouldBe(Pi);
        Digits(2 * BigMath.Asin(1)).ShouldBe(Pi);
        Digits(6 * BigMath.Asin(0.5)).ShouldBe(Pi);
    }

    [Fact]
    public void Functions_and_their_inverses_agree_over_the_whole_range()
    {
        double[] arguments = [1e-300, 3e-17, 1e-5, 9.7e-4, 0.3, 0.999, 1.001, 1.7, 25, 700, 1e6];
        foreach (double x in arguments)
        {
            AreClose(BigMath.Log(BigMath.Exp(x)), x, BigReal.Precision - 8 + Math.Min(0, Math.ILogB(x)));
            AreClose(BigMath.Exp(BigMath.Log(x)), x, BigReal.Precision - 16);
            AreClose(BigMath.Log1p(BigMath.Expm1(x)), x);
            AreClose(BigMath.Asinh(BigMath.Sinh(x)), x);
            AreClose(BigMath.Square(BigMath.Sqrt(x)), x);
            BigReal root = BigMath.Cbrt(x);
            AreClose(root * root * root, x);
            AreClose(BigMath.Tan(BigMath.Atan(x)), x, BigReal.Precision - 48);
            if (x >= 1) continue;
            AreClose(BigMath.Sin(BigMath.Asin(x)), x);
        }
    }

    [Fact]
    public void Doubles_come_back_as_they_were()
    {
        double[] values =
            [0, 1, -1, 0.1, double.MaxValue, double.MinValue, double.Epsilon, 3 * double.Epsilon, 2.2e-308];
        foreach (double value in values) ((BigReal)value).ToDouble().ShouldBe(value);
    }

    [Fact]
    public void Rounding_goes_to_the_nearest_double_and_ties_to_the_even_one()
    {
        BigReal half = new BigReal(1, -53);
        BigReal less = new BigReal(1, -200);
        (1 + half).ToDouble().ShouldBe(1);
        (1 + half + less).ToDouble().ShouldBe(Math.BitIncrement(1.0));
        (1 + (3 * half)).ToDouble().ShouldBe(1 + (4 * Math.Pow(2, -53)));
        (-1 - half - less).ToDouble().ShouldBe(-Math.BitIncrement(1.0));
        new BigReal(1, -1075).ToDouble().ShouldBe(0);
        new BigReal(3, -1076).ToDouble().ShouldBe(double.Epsilon);
        new BigReal(1, 1024).ToDouble().ShouldBe(double.PositiveInfinity);
        (new BigReal(1, 1024) - new BigReal(3, 969)).ToDouble().ShouldBe(double.MaxValue);
    }

    [Fact]
    public void Parts_of_a_number_have_the_lengths_asked_for_and_add_up_to_it()
    {
        double[] parts = BigConstants.Pi.Split(3, 33, 20);
        ((BigReal)parts[0]).Scaled(31).Floor().ShouldBe((BigInteger)Math.ScaleB(parts[0], 31));
        Math.ScaleB(parts[0], 31).ShouldBe(Math.Floor(Math.ScaleB(parts[0], 31)));
        BigReal sum = (BigReal)parts[0] + parts[1] + parts[2];
        (sum - BigConstants.Pi).Log2().ShouldBeLessThan(-33 - 20 - 53 + 2);
    }

    [Fact]
    public void A_minimax_polynomials_error_is_the_known_one()
    {
        // The best parabola for x^3 on [-1, 1] is 3x/4, off by a quarter: x^3 - 3x/4 = T3(x)/4.
        Minimax cubic = Minimax.Fit(x => x * x * x, Weight.Absolute, -1, 1, degree: 2);
        cubic.Coefficients[1].ShouldBe(0.75, 0.01);
        cubic.Log2OfError.ShouldBe(-2, 0.01);

        // The best line for sqrt(x) on [0, 1] is x + 1/8.
        Minimax root = Minimax.Fit(BigMath.Sqrt, Weight.Absolute, 0, 1, degree: 1);
        root.Log2OfError.ShouldBe(-3, 0.01);
    }

    [Fact]
    public void Rounded_coefficients_make_up_for_each_others_errors()
    {
        Weight relative = Weight.RelativeTo(BigMath.Exp);
        Minimax fit = Minimax.Fit(BigMath.Exp, relative, -0.1, 0.1, degree: 5);
        fit.Coefficients[1].ShouldNotBe(1);
        fit.Log2OfError.ShouldBe(fit.Log2OfErrorUnrounded, 0.1);
    }

    private static void AreClose(BigReal value, BigReal expected, int bits = BigReal.Precision - 8) =>
        ((value - expected) / expected).Log2().ShouldBeLessThan(-bits);

    // Sixty digits behind the point, the last one not rounded.
    private static string Digits(BigReal value)
    {
        string digits = (value * new BigReal(BigInteger.Pow(10, 60), 0)).Floor().ToString("D61");
        return digits[..^60] + "." + digits[^60..];
    }
}
