namespace ActorCompute.Kernels.Functions.Coefficients;

/// <summary>Constants of the logarithms and the inverse hyperbolic functions.</summary>
/// <remarks>
/// Made by eng/Coefficients, from LogarithmsFits.cs, in arithmetic of 256 bits.
/// </remarks>
internal static class LogarithmsCoefficients
{
    // ln 2, as a sum of 2.
    internal const double Ln2High = 0.6931471805599453; // 0x3FE62E42FEFA39EF
    internal const double Ln2Low = 2.3190468138462996e-17; // 0x3C7ABC9E3B39803F

    // (2 atanh(s) / s - 2) / z, z = s^2, from 0 to 0.0294466: minimax of degree 6; 2 atanh(s), relative to
    // itself, is off by at most 2^-59.50 (2^-59.50 before coefficients were rounded).
    internal const double LogTail0 = 0.6666666666666734; // 0x3FE5555555555592
    internal const double LogTail1 = 0.3999999999941666; // 0x3FD999999997FF1C
    internal const double LogTail2 = 0.28571428742034544; // 0x3FD24924941E19DA
    internal const double LogTail3 = 0.22222198602731735; // 0x3FCC71C521384170
    internal const double LogTail4 = 0.18183563074256598; // 0x3FC74663D3A4B79A
    internal const double LogTail5 = 0.15314076342362729; // 0x3FC39A1DD54B62C9
    internal const double LogTail6 = 0.1479574701982961; // 0x3FC2F04537D9AC7D
}
