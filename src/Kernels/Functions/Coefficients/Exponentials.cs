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

    // (e^r - 1 - r) / r^2, from -0.3466 to 0.3466: minimax of degree 9; e^r, relative to itself, is off by at
    // most 2^-57.91 (2^-57.94 before coefficients were rounded).
    internal const double ExpTail0 = 0.5000000000000011; // 0x3FE000000000000A
    internal const double ExpTail1 = 0.16666666666666466; // 0x3FC555555555550D
    internal const double ExpTail2 = 0.04166666666652876; // 0x3FA55555555507B3
    internal const double ExpTail3 = 0.008333333333470116; // 0x3F81111111124513
    internal const double ExpTail4 = 0.0013888888943717364; // 0x3F56C16C18433E4A
    internal const double ExpTail5 = 0.00019841269546528115; // 0x3F2A01A013866082
    internal const double ExpTail6 = 2.480149314824844e-05; // 0x3EFA0199A1A4AEFF
    internal const double ExpTail7 = 2.7557558173513163e-06; // 0x3EC71DF0C8412E02
    internal const double ExpTail8 = 2.763020440140706e-07; // 0x3E928AD53D9DA992
    internal const double ExpTail9 = 2.5007331428980286e-08; // 0x3E5AD9F68205354B
}
