using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Coefficients;

/// <summary>Constants of the logarithms and the inverse hyperbolic functions.</summary>
/// <remarks>
/// Made by eng/Coefficients, from LogarithmsFits.cs, in arithmetic of 256 bits.
/// </remarks>
internal static class LogarithmsCoefficients
{
    // c[i], about 1 / m for significands m in the i-th sixteenth from 1 to 2: of those with so few bits that
    // c m - 1 is a double, that with the least |c m - 1|. The first is 1 and the last 1/2, for arguments near
    // 1.
    internal readonly struct Reciprocal : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.0, 0.90625,
                0.875, 0.8125,
                0.78125, 0.75,
                0.71875, 0.6875);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.65625, 0.625,
                0.609375, 0.578125,
                0.5625, 0.546875,
                0.53125, 0.5);
        }
    }

    // -ln(c[i]) as a sum of 2, the first a multiple of 2^-42.
    internal readonly struct LnOfReciprocalHigh : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, 0.09844007281321865,
                0.13353139262449076, 0.20763936477828793,
                0.2468600779316148, 0.28768207245184385,
                0.33024168687052224, 0.3746934494413381);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.4212134650763346, 0.4700036292456389,
                0.4953214372301318, 0.5479651707155426,
                0.5753641449034603, 0.603535021870357,
                0.6325225587434034, 0.6931471805598903);
        }
    }

    internal readonly struct LnOfReciprocalLow : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, 3.3871241029241416e-14,
                3.1859736349078334e-14, -4.3425422595242564e-14,
                -8.899851356560444e-14, -6.292357389008195e-14,
                5.4612144489920215e-14, 7.260466149925637e-14);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -3.1063837541003616e-14, 9.667719603235566e-14,
                -1.0634899648532451e-13, -9.521443188786736e-14,
                1.0152652766306816e-13, -9.883674306179806e-14,
                1.0711543657844876e-13, 5.497923018708371e-14);
        }
    }

    // Reciprocal and LnOfReciprocalHigh and LnOfReciprocalLow, row by row.
    internal readonly struct ReciprocalAndLn
        : ITriplesOf16<Reciprocal, LnOfReciprocalHigh, LnOfReciprocalLow>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            1, 0, 0, 0,
            0.90625, 0.09844007281321865, 3.3871241029241416e-14, 0,
            0.875, 0.13353139262449076, 3.1859736349078334e-14, 0,
            0.8125, 0.20763936477828793, -4.3425422595242564e-14, 0,
            0.78125, 0.2468600779316148, -8.899851356560444e-14, 0,
            0.75, 0.28768207245184385, -6.292357389008195e-14, 0,
            0.71875, 0.33024168687052224, 5.4612144489920215e-14, 0,
            0.6875, 0.3746934494413381, 7.260466149925637e-14, 0,
            0.65625, 0.4212134650763346, -3.1063837541003616e-14, 0,
            0.625, 0.4700036292456389, 9.667719603235566e-14, 0,
            0.609375, 0.4953214372301318, -1.0634899648532451e-13, 0,
            0.578125, 0.5479651707155426, -9.521443188786736e-14, 0,
            0.5625, 0.5753641449034603, 1.0152652766306816e-13, 0,
            0.546875, 0.603535021870357, -9.883674306179806e-14, 0,
            0.53125, 0.6325225587434034, 1.0711543657844876e-13, 0,
            0.5, 0.6931471805598903, 5.497923018708371e-14, 0,
        ];
    }

    // ln(2) to a multiple of 2^-42.
    internal const double LnOfTwoHigh = 0.6931471805598903; // 0x3FE62E42FEFA3800

    // the rest of ln(2).
    internal const double LnOfTwoLow = 5.497923018708371e-14; // 0x3D2EF35793C76730

    // -log2(c[i]) as a sum of 2, the first a multiple of 2^-42.
    internal readonly struct Log2OfReciprocalHigh : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, 0.14201900487250896,
                0.1926450779424158, 0.29956028185893047,
                0.356143810225376, 0.41503749927892386,
                0.47643804394306244, 0.5405683813626183);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.6076825772213397, 0.6780719051125743,
                0.7145977811378543, 0.7905466343711396,
                0.8300749985576203, 0.8707169830549901,
                0.9125371587497284, 1.0);
        }
    }

    internal readonly struct Log2OfReciprocalLow : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, -8.107893466726174e-14,
                -1.9917399279874596e-14, -2.262651135603261e-14,
                -1.0069648492950886e-13, -8.00418555854124e-14,
                -7.531150579247643e-14, 8.443284155858175e-14);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -9.995925486528699e-14, 6.33385952568616e-14,
                -1.02668366941445e-13, -8.937120568078598e-14,
                6.728996427240727e-14, 4.3421195976986995e-14,
                -6.781363655020842e-14, 0.0);
        }
    }

    // Reciprocal and Log2OfReciprocalHigh and Log2OfReciprocalLow, row by row.
    internal readonly struct ReciprocalAndLog2
        : ITriplesOf16<Reciprocal, Log2OfReciprocalHigh, Log2OfReciprocalLow>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            1, 0, 0, 0,
            0.90625, 0.14201900487250896, -8.107893466726174e-14, 0,
            0.875, 0.1926450779424158, -1.9917399279874596e-14, 0,
            0.8125, 0.29956028185893047, -2.262651135603261e-14, 0,
            0.78125, 0.356143810225376, -1.0069648492950886e-13, 0,
            0.75, 0.41503749927892386, -8.00418555854124e-14, 0,
            0.71875, 0.47643804394306244, -7.531150579247643e-14, 0,
            0.6875, 0.5405683813626183, 8.443284155858175e-14, 0,
            0.65625, 0.6076825772213397, -9.995925486528699e-14, 0,
            0.625, 0.6780719051125743, 6.33385952568616e-14, 0,
            0.609375, 0.7145977811378543, -1.02668366941445e-13, 0,
            0.578125, 0.7905466343711396, -8.937120568078598e-14, 0,
            0.5625, 0.8300749985576203, 6.728996427240727e-14, 0,
            0.546875, 0.8707169830549901, 4.3421195976986995e-14, 0,
            0.53125, 0.9125371587497284, -6.781363655020842e-14, 0,
            0.5, 1, 0, 0,
        ];
    }

    // log2(2) to a multiple of 2^-42.
    internal const double Log2OfTwoHigh = 1; // 0x3FF0000000000000

    // the rest of log2(2).
    internal const double Log2OfTwoLow = 0; // 0x0000000000000000

    // log2(e), as a sum of 2.
    internal const double Log2OfEHigh = 1.4426950408889634; // 0x3FF71547652B82FE
    internal const double Log2OfELow = 2.0355273740931033e-17; // 0x3C7777D0FFDA0D24

    // -log10(c[i]) as a sum of 2, the first a multiple of 2^-42.
    internal readonly struct Log10OfReciprocalHigh : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, 0.04275198042091688,
                0.05799194697760868, 0.09017663034910584,
                0.10720996964778351, 0.12493873660832833,
                0.14342214230237005, 0.16272729749766768);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.182930683585937, 0.20411998265581133,
                0.21511536695743416, 0.2379782499169778,
                0.24987747321665665, 0.2621119296336474,
                0.27470105694169433, 0.3010299956640665);
        }
    }

    internal readonly struct Log10OfReciprocalLow : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, 3.300906980985312e-14,
                7.807781277774597e-14, -1.78235453177227e-14,
                8.485692413569872e-14, -2.8373705641129622e-14,
                -5.695092715108574e-14, 3.206228782072406e-14);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                4.9704107136616343e-14, 1.1345357820417986e-13,
                -4.619725095885232e-14, -8.562758469916686e-14,
                -5.6747411282259244e-14, -3.584228446130624e-14,
                -6.22851074368937e-14, -8.532344317057107e-14);
        }
    }

    // Reciprocal and Log10OfReciprocalHigh and Log10OfReciprocalLow, row by row.
    internal readonly struct ReciprocalAndLog10
        : ITriplesOf16<Reciprocal, Log10OfReciprocalHigh, Log10OfReciprocalLow>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            1, 0, 0, 0,
            0.90625, 0.04275198042091688, 3.300906980985312e-14, 0,
            0.875, 0.05799194697760868, 7.807781277774597e-14, 0,
            0.8125, 0.09017663034910584, -1.78235453177227e-14, 0,
            0.78125, 0.10720996964778351, 8.485692413569872e-14, 0,
            0.75, 0.12493873660832833, -2.8373705641129622e-14, 0,
            0.71875, 0.14342214230237005, -5.695092715108574e-14, 0,
            0.6875, 0.16272729749766768, 3.206228782072406e-14, 0,
            0.65625, 0.182930683585937, 4.9704107136616343e-14, 0,
            0.625, 0.20411998265581133, 1.1345357820417986e-13, 0,
            0.609375, 0.21511536695743416, -4.619725095885232e-14, 0,
            0.578125, 0.2379782499169778, -8.562758469916686e-14, 0,
            0.5625, 0.24987747321665665, -5.6747411282259244e-14, 0,
            0.546875, 0.2621119296336474, -3.584228446130624e-14, 0,
            0.53125, 0.27470105694169433, -6.22851074368937e-14, 0,
            0.5, 0.3010299956640665, -8.532344317057107e-14, 0,
        ];
    }

    // log10(2) to a multiple of 2^-42.
    internal const double Log10OfTwoHigh = 0.3010299956640665; // 0x3FD34413509F8000

    // the rest of log10(2).
    internal const double Log10OfTwoLow = -8.532344317057107e-14; // 0xBD380433B83B532A

    // log10(e), as a sum of 2.
    internal const double Log10OfEHigh = 0.4342944819032518; // 0x3FDBCB7B1526E50E
    internal const double Log10OfELow = 1.098319650216765e-17; // 0x3C695355BAAAFAD3

    // (ln(1 + f) - f) / f^2, from -0.0371094 to 0.0625: minimax of degree 9; ln(1 + f), relative to itself,
    // is off by at most 2^-61.26 (2^-61.31 before coefficients were rounded).
    internal const double Tail0 = -0.49999999999999994; // 0xBFDFFFFFFFFFFFFF
    internal const double Tail1 = 0.33333333333333104; // 0x3FD555555555552C
    internal const double Tail2 = -0.2500000000005421; // 0xBFD0000000002626
    internal const double Tail3 = 0.200000000015384; // 0x3FC9999999A20EB5
    internal const double Tail4 = -0.1666666654059418; // 0xBFC5555552A03E15
    internal const double Tail5 = 0.14285710742648317; // 0x3FC249244632EE84
    internal const double Tail6 = -0.12500096434743638; // 0xBFC0000816EB9C19
    internal const double Tail7 = 0.11114393952748157; // 0x3FBC73EDE16B4C6F
    internal const double Tail8 = -0.09988520942998146; // 0xBFB99213BBDB1B07
    internal const double Tail9 = 0.08058787026269894; // 0x3FB4A1681B3B8A8D

    // where the following ends.
    internal const double AsinhNearZeroBound = 0.125; // 0x3FC0000000000000

    // (asinh(x) - x) / x^3, z = x^2, from 0 to 0.015625: minimax of degree 5; asinh(x), relative to itself,
    // is off by at most 2^-61.10 (2^-61.11 before coefficients were rounded).
    internal const double AsinhNearZero0 = -0.16666666666666508; // 0xBFC555555555551C
    internal const double AsinhNearZero1 = 0.07499999999800924; // 0x3FB33333333102DA
    internal const double AsinhNearZero2 = -0.0446428563148207; // 0xBFA6DB6DAFBE8EA3
    internal const double AsinhNearZero3 = 0.03038178608686444; // 0x3F9F1C67268C7134
    internal const double AsinhNearZero4 = -0.022356826487216534; // 0xBF96E4B53A6B75CE
    internal const double AsinhNearZero5 = 0.01661934687690575; // 0x3F9104A97D44CD70
}
