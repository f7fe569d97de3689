namespace ActorCompute.Kernels.Functions.Coefficients;

/// <summary>Constants of powers and roots.</summary>
/// <remarks>
/// Made by eng/Coefficients, from PowersFits.cs, in arithmetic of 256 bits.
/// </remarks>
internal static class PowersCoefficients
{
    // the cube root of m, from 0.353553 to 2.82843: minimax of degree 5; it, relative to itself, is off by at
    // most 2^-10.47 (2^-10.47 before coefficients were rounded).
    internal const double CubeRoot0 = 0.41515559295263643; // 0x3FDA91E8C39EEA7B
    internal const double CubeRoot1 = 1.0522880984345275; // 0x3FF0D62C0B8BF0F2
    internal const double CubeRoot2 = -0.760959460994214; // 0xBFE859C7A7D1A977
    internal const double CubeRoot3 = 0.3868746980506647; // 0x3FD8C28E17F1C23B
    internal const double CubeRoot4 = -0.1044353771908837; // 0xBFBABC46E1948C90
    internal const double CubeRoot5 = 0.01127667647298857; // 0x3F871839E545C07B
}
