using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Coefficients;

/// <summary>Constants of exp, exp2, expm1 and the hyperbolic functions.</summary>
/// <remarks>
/// Made by eng/Coefficients, from ExponentialsFits.cs, in arithmetic of 256 bits.
/// </remarks>
internal static class ExponentialsCoefficients
{
    // 1 / ln 2.
    internal const double Log2OfE = 1.4426950408889634; // 0x3FF71547652B82FE

    // ln 2, as a sum of 2.
    internal const double Ln2High = 0.6931471805599453; // 0x3FE62E42FEFA39EF
    internal const double Ln2Low = 2.3190468138462996e-17; // 0x3C7ABC9E3B39803F

    // 2^(i/16), rounded.
    internal readonly struct Root : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.0, 1.0442737824274138,
                1.0905077326652577, 1.1387886347566916,
                1.189207115002721, 1.241857812073484,
                1.2968395546510096, 1.3542555469368927);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.4142135623730951, 1.4768261459394993,
                1.5422108254079407, 1.6104903319492543,
                1.681792830507429, 1.7562521603732995,
                1.8340080864093424, 1.9152065613971474);
        }
    }

    // What rounding took from 2^(i/16), relative to it.
    internal readonly struct RootError : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, 8.189317638195515e-17,
                -2.7939114859515733e-17, 7.826573258636076e-17,
                3.3484623336251524e-17, 3.750854201303127e-17,
                1.9572585293112036e-17, 5.68648095791174e-17);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -6.835808657661922e-17, -2.3591094770850053e-17,
                5.1548301170786783e-17, 1.5341410053603723e-17,
                4.875160526227062e-17, 1.685487290628973e-17,
                1.790126907604513e-17, -5.545065618639427e-17);
        }
    }

    // 2^(i/16) / 4, rounded.
    internal readonly struct QuarterRoot : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.25, 0.26106844560685344,
                0.2726269331663144, 0.2846971586891729,
                0.29730177875068026, 0.310464453018371,
                0.3242098886627524, 0.33856388673422316);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.3535533905932738, 0.36920653648487484,
                0.3855527063519852, 0.40262258298731357,
                0.42044820762685725, 0.43906304009332486,
                0.4585020216023356, 0.47880164034928685);
        }
    }

    // 2^(-i/16) / 4, rounded.
    internal readonly struct QuarterInverse : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.25, 0.23940082017464343,
                0.2292510108011678, 0.21953152004666243,
                0.21022410381342863, 0.20131129149365679,
                0.1927763531759926, 0.18460326824243742);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.1767766952966369, 0.16928194336711158,
                0.1621049443313762, 0.1552322265091855,
                0.14865088937534013, 0.14234857934458645,
                0.1363134665831572, 0.13053422280342672);
        }
    }

    // What rounding took from 2^(-i/16), relative to it.
    internal readonly struct InverseError : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0, -5.545065618639427e-17,
                1.790126907604513e-17, 1.685487290628973e-17,
                4.875160526227062e-17, 1.5341410053603723e-17,
                5.1548301170786783e-17, -2.3591094770850053e-17);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -6.835808657661922e-17, 5.68648095791174e-17,
                1.9572585293112036e-17, 3.750854201303127e-17,
                3.3484623336251524e-17, 7.826573258636076e-17,
                -2.7939114859515733e-17, 8.189317638195515e-17);
        }
    }

    // Root and RootError, row by row.
    internal readonly struct RootAndError
        : IPairsOf16<Root, RootError>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            1, 0,
            1.0442737824274138, 8.189317638195515e-17,
            1.0905077326652577, -2.7939114859515733e-17,
            1.1387886347566916, 7.826573258636076e-17,
            1.189207115002721, 3.3484623336251524e-17,
            1.241857812073484, 3.750854201303127e-17,
            1.2968395546510096, 1.9572585293112036e-17,
            1.3542555469368927, 5.68648095791174e-17,
            1.4142135623730951, -6.835808657661922e-17,
            1.4768261459394993, -2.3591094770850053e-17,
            1.5422108254079407, 5.1548301170786783e-17,
            1.6104903319492543, 1.5341410053603723e-17,
            1.681792830507429, 4.875160526227062e-17,
            1.7562521603732995, 1.685487290628973e-17,
            1.8340080864093424, 1.790126907604513e-17,
            1.9152065613971474, -5.545065618639427e-17,
        ];
    }

    // QuarterRoot and RootError, row by row.
    internal readonly struct QuarterRootAndError
        : IPairsOf16<QuarterRoot, RootError>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            0.25, 0,
            0.26106844560685344, 8.189317638195515e-17,
            0.2726269331663144, -2.7939114859515733e-17,
            0.2846971586891729, 7.826573258636076e-17,
            0.29730177875068026, 3.3484623336251524e-17,
            0.310464453018371, 3.750854201303127e-17,
            0.3242098886627524, 1.9572585293112036e-17,
            0.33856388673422316, 5.68648095791174e-17,
            0.3535533905932738, -6.835808657661922e-17,
            0.36920653648487484, -2.3591094770850053e-17,
            0.3855527063519852, 5.1548301170786783e-17,
            0.40262258298731357, 1.5341410053603723e-17,
            0.42044820762685725, 4.875160526227062e-17,
            0.43906304009332486, 1.685487290628973e-17,
            0.4585020216023356, 1.790126907604513e-17,
            0.47880164034928685, -5.545065618639427e-17,
        ];
    }

    // QuarterInverse and InverseError, row by row.
    internal readonly struct QuarterInverseAndError
        : IPairsOf16<QuarterInverse, InverseError>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            0.25, 0,
            0.23940082017464343, -5.545065618639427e-17,
            0.2292510108011678, 1.790126907604513e-17,
            0.21953152004666243, 1.685487290628973e-17,
            0.21022410381342863, 4.875160526227062e-17,
            0.20131129149365679, 1.5341410053603723e-17,
            0.1927763531759926, 5.1548301170786783e-17,
            0.18460326824243742, -2.3591094770850053e-17,
            0.1767766952966369, -6.835808657661922e-17,
            0.16928194336711158, 5.68648095791174e-17,
            0.1621049443313762, 1.9572585293112036e-17,
            0.1552322265091855, 3.750854201303127e-17,
            0.14865088937534013, 3.3484623336251524e-17,
            0.14234857934458645, 7.826573258636076e-17,
            0.1363134665831572, -2.7939114859515733e-17,
            0.13053422280342672, 8.189317638195515e-17,
        ];
    }

    // (e^r - 1 - r) / r^2, from -0.02167 to 0.02167: minimax of degree 4; e^r, relative to itself, is off by
    // at most 2^-56.25 (2^-56.26 before coefficients were rounded).
    internal const double ExpTail0 = 0.4999999999999962; // 0x3FDFFFFFFFFFFFBC
    internal const double ExpTail1 = 0.16666666664413124; // 0x3FC555555548F1C1
    internal const double ExpTail2 = 0.04166666669217309; // 0x3FA55555558D6C2C
    internal const double ExpTail3 = 0.008333472064859512; // 0x3F811123AFD879DE
    internal const double ExpTail4 = 0.0013888609062331196; // 0x3F56C14E0AF113B5

    // (e^r - 1 - r) / r^2, from -0.02167 to 0.02167: minimax of degree 5; e^r - 1, relative to itself, is off
    // by at most 2^-59.71 (2^-60.00 before coefficients were rounded).
    internal const double Expm1Tail0 = 0.5000000000000003; // 0x3FE0000000000003
    internal const double Expm1Tail1 = 0.16666666666666682; // 0x3FC555555555555B
    internal const double Expm1Tail2 = 0.04166666666130681; // 0x3FA5555555498C01
    internal const double Expm1Tail3 = 0.00833333333146519; // 0x3F8111111100A262
    internal const double Expm1Tail4 = 0.0013889104585572585; // 0x3F56C1833FC7E5D1
    internal const double Expm1Tail5 = 0.0001984176535445345; // 0x3F2A01CAAA74DC9A

    // (2^r - 1) / r, from -0.03126 to 0.03126: minimax of degree 5; 2^r, relative to itself, is off by at
    // most 2^-56.98 (2^-56.99 before coefficients were rounded).
    internal const double Exp2Tail0 = 0.6931471805599468; // 0x3FE62E42FEFA39FD
    internal const double Exp2Tail1 = 0.2402265069590991; // 0x3FCEBFBDFF82C555
    internal const double Exp2Tail2 = 0.05550410865215809; // 0x3FAC6B08D6E8C7D6
    internal const double Exp2Tail3 = 0.009618129112085557; // 0x3F83B2AB6FE182EB
    internal const double Exp2Tail4 = 0.001333381840362066; // 0x3F55D89BD96F94BF
    internal const double Exp2Tail5 = 0.00015403354738073008; // 0x3F24308218D34D2C

    // (sinh(r) - r) / r^3, z = r^2, from 0 to 0.000469589: minimax of degree 2; sinh(r), relative to itself,
    // is off by at most 2^-69.33 (2^-69.47 before coefficients were rounded).
    internal const double SinhTail0 = 0.1666666666666667; // 0x3FC5555555555557
    internal const double SinhTail1 = 0.008333333332693055; // 0x3F811111110B6F4A
    internal const double SinhTail2 = 0.00019841513321894314; // 0x3F2A01B50433AFFD

    // (cosh(r) - 1) / r^2, z = r^2, from 0 to 0.000469589: minimax of degree 2; cosh(r), relative to itself,
    // is off by at most 2^-66.23 (2^-66.30 before coefficients were rounded).
    internal const double CoshTail0 = 0.5000000000000004; // 0x3FE0000000000004
    internal const double CoshTail1 = 0.04166666666073741; // 0x3FA5555555484B75
    internal const double CoshTail2 = 0.0013889110368677181; // 0x3F56C183DEBEE0E6
}
