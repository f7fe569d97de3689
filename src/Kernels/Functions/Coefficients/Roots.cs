using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Coefficients;

/// <summary>Constants of the cube root.</summary>
/// <remarks>
/// Made by eng/Coefficients, from RootsFits.cs, in arithmetic of 256 bits.
/// </remarks>
internal static class RootsCoefficients
{
    // 1/3.
    internal const double Third = 0.3333333333333333; // 0x3FD5555555555555

    // 1 / c of the centre c of interval i.
    internal readonly struct CentreInverse : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.4444444444444444, 0.36363636363636365,
                0.3076923076923077, 0.26666666666666666,
                0.8888888888888888, 0.7272727272727273,
                0.6153846153846154, 0.5333333333333333);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.7777777777777777, 1.4545454545454546,
                1.2307692307692308, 1.0666666666666667,
                0.8888888888888888, 0.7272727272727273,
                0.6153846153846154, 0.5333333333333333);
        }
    }

    // c^(-1/3).
    internal readonly struct CentreInverseCbrt : ITableOf16
    {
        public static Vector512<double> First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.7631428283688879, 0.7137658555036082,
                0.6751063811791637, 0.6436595897370865,
                0.9614997135382722, 0.8992886260452183,
                0.8505807405659803, 0.8109602660764533);
        }

        public static Vector512<double> Second
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.2114137285547597, 1.1330326698854094,
                1.0716645796742488, 1.0217459098580708,
                0.9614997135382722, 0.8992886260452183,
                0.8505807405659803, 0.8109602660764533);
        }
    }

    // CentreInverse and CentreInverseCbrt, row by row.
    internal readonly struct CentreInverses
        : IPairsOf16<CentreInverse, CentreInverseCbrt>
    {
        public static ReadOnlySpan<double> Rows =>
        [
            0.4444444444444444, 0.7631428283688879,
            0.36363636363636365, 0.7137658555036082,
            0.3076923076923077, 0.6751063811791637,
            0.26666666666666666, 0.6436595897370865,
            0.8888888888888888, 0.9614997135382722,
            0.7272727272727273, 0.8992886260452183,
            0.6153846153846154, 0.8505807405659803,
            0.5333333333333333, 0.8109602660764533,
            1.7777777777777777, 1.2114137285547597,
            1.4545454545454546, 1.1330326698854094,
            1.2307692307692308, 1.0716645796742488,
            1.0666666666666667, 1.0217459098580708,
            0.8888888888888888, 0.9614997135382722,
            0.7272727272727273, 0.8992886260452183,
            0.6153846153846154, 0.8505807405659803,
            0.5333333333333333, 0.8109602660764533,
        ];
    }

    // (1 + d)^(-1/3), from -0.1112 to 0.1112: minimax of degree 6; it, relative to itself, is off by at most
    // 2^-31.46 (2^-31.46 before coefficients were rounded).
    internal const double InverseCbrt0 = 0.9999999999776729; // 0x3FEFFFFFFFFCEE6F
    internal const double InverseCbrt1 = -0.3333333545184917; // 0xBFD555556C14AA53
    internal const double InverseCbrt2 = 0.22222227413427606; // 0x3FCC71C78BECBB2F
    internal const double InverseCbrt3 = -0.17282582895934512; // 0xBFC61F2821A469BE
    internal const double InverseCbrt4 = 0.14401339275165914; // 0x3FC26F07E606F5E8
    internal const double InverseCbrt5 = -0.12703071859777096; // 0xBFC0428AE6FB7EBD
    internal const double InverseCbrt6 = 0.11335389336110638; // 0x3FBD04C2C0DC379A
}
