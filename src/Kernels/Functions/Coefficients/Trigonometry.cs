namespace ActorCompute.Kernels.Functions.Coefficients;

/// <summary>Constants of the functions of angles.</summary>
/// <remarks>
/// Made by eng/Coefficients, from TrigonometryFits.cs, in arithmetic of 256 bits.
/// </remarks>
internal static class TrigonometryCoefficients
{
    // 2 / pi.
    internal const double TwoByPi = 0.6366197723675814; // 0x3FE45F306DC9C883

    // pi / 2, as a sum of 3, the first of 53 and 30 bits.
    internal const double HalfPiPart1 = 1.5707963267948966; // 0x3FF921FB54442D18
    internal const double HalfPiPart2 = 6.12323399409214e-17; // 0x3C91A62633000000
    internal const double HalfPiPart3 = 1.6446256936324258e-26; // 0x3A945C06E0E68948

    // (sin(r) - r) / r^3, z = r^2, from 0 to 0.617482: minimax of degree 5; sin(r), relative to itself, is
    // off by at most 2^-57.88 (2^-57.93 before coefficients were rounded).
    internal const double SinTail0 = -0.1666666666666663; // 0xBFC5555555555548
    internal const double SinTail1 = 0.008333333333321839; // 0x3F8111111110F72F
    internal const double SinTail2 = -0.00019841269829355503; // 0xBF2A01A019BE8DBB
    internal const double SinTail3 = 2.7557313536947375e-06; // 0x3EC71DE3554D1000
    internal const double SinTail4 = -2.5050734074589233e-08; // 0xBE5AE5E4B293202F
    internal const double SinTail5 = 1.5895411664673098e-10; // 0x3DE5D8B366A7D594

    // (cos(r) - 1 + r^2/2) / r^4, z = r^2, from 0 to 0.617482: minimax of degree 5; cos(r), relative to
    // itself, is off by at most 2^-63.92 (2^-63.95 before coefficients were rounded).
    internal const double CosTail0 = 0.041666666666666595; // 0x3FA555555555554B
    internal const double CosTail1 = -0.0013888888888873325; // 0xBF56C16C16C1500D
    internal const double CosTail2 = 2.4801587288983536e-05; // 0x3EFA01A019C8DCF3
    internal const double CosTail3 = -2.755731420997793e-07; // 0xBE927E4F7F04BA7F
    internal const double CosTail4 = 2.087570425010375e-09; // 0x3E21EE9DAC6C05DF
    internal const double CosTail5 = -1.135868187976905e-11; // 0xBDA8FA5E934D3345

    // 2 / pi to 1280 bits, behind 64 zeros for the bits before the point.
    internal static ReadOnlySpan<ulong> TwoByPiBits =>
    [
        0x0000000000000000, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041,
        0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E,
        0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B,
        0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB,
        0xF0CFBC209AF4361D,
    ];
}
