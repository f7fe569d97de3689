namespace ActorCompute.Kernels.Functions.Coefficients;

/// <summary>Constants of powers.</summary>
/// <remarks>
/// Made by eng/Coefficients, from PowersFits.cs, in arithmetic of 256 bits.
/// </remarks>
internal static class PowersCoefficients
{
    // r, near 1 / (1 + i/32) and so short that m r - 1 is exact for m within 1/64 of 1 + i/32.
    internal static ReadOnlySpan<double> Reciprocal =>
    [
        1, 0.96875, 0.9375, 0.9140625,
        0.890625, 0.859375, 0.84375, 0.8203125,
        0.796875, 0.78125, 0.765625, 0.7421875,
        0.7265625, 0.7109375, 0.6953125, 0.6796875,
        0.6640625, 0.65625, 0.640625, 0.625,
        0.6171875, 0.6015625, 0.59375, 0.578125,
        0.5703125, 0.5625, 0.5546875, 0.5390625,
        0.53125, 0.5234375, 0.515625, 0.5078125,
    ];

    // -ln r, to 42 bits behind the point.
    internal static ReadOnlySpan<double> LogHigh =>
    [
        0, 0.03174869831468641, 0.0645385211375924, 0.08985632912185793,
        0.11583181552509814, 0.151549898127314, 0.16989903679541385, 0.19806991376208316,
        0.22705745063535687, 0.2468600779316148, 0.2670627852489815, 0.29815337231912054,
        0.3194307707663029, 0.3411707574027787, 0.36339389418753854, 0.3861221452650625,
        0.40937900742937927, 0.4212134650763346, 0.44531101665529604, 0.4700036292456389,
        0.4825824114525403, 0.5082248420658289, 0.521296923633372, 0.5479651707155426,
        0.561570822771273, 0.5753641449034603, 0.5893503868783228, 0.6179237593223661,
        0.6325225587434034, 0.6473376445287613, 0.6623755218931819, 0.6776429940239268,
    ];

    // -ln r - LogHigh.
    internal static ReadOnlySpan<double> LogLow =>
    [
        0, -1.0610652735224087e-13, -2.1225608044809997e-14, 3.1218748807418837e-15,
        2.3568822182038756e-14, -1.1307104809870373e-13, -1.6376276414097503e-14, 1.0634128304268335e-14,
        -1.078736749871691e-14, -8.899851356560444e-14, 6.371947269815667e-14, -4.4204083338755686e-14,
        5.834357420090924e-14, -1.156568624616423e-14, -6.120773136055512e-14, -2.9052332860840534e-14,
        -7.856027301951135e-14, -3.1063837541003616e-14, 6.800902736039238e-14, 9.667719603235566e-14,
        5.534430207540162e-14, 1.0446439784833471e-13, -8.590204918402764e-14, -9.521443188786736e-14,
        -4.697812205000102e-14, 1.0152652766306816e-13, -2.1007135784857706e-14, -8.311429400161732e-15,
        1.0711543657844876e-13, -1.1019610326139043e-13, 9.681087609174425e-15, 5.32517734371131e-14,
    ];

    // ln 2, to 42 bits behind the point.
    internal const double Ln2High = 0.6931471805598903; // 0x3FE62E42FEFA3800

    // ln 2 - Ln2High.
    internal const double Ln2Low = 5.497923018708371e-14; // 0x3D2EF35793C76730

    // (ln(1 + f) - f + f^2/2) / f^3, from -0.0197754 to 0.0197754: minimax of degree 7; ln(1 + f), relative
    // to itself, is off by at most 2^-68.77 (2^-68.88 before coefficients were rounded).
    internal const double LogTail0 = 0.3333333333333332; // 0x3FD5555555555553
    internal const double LogTail1 = -0.24999999999999978; // 0xBFCFFFFFFFFFFFF8
    internal const double LogTail2 = 0.20000000000344617; // 0x3FC99999999B7E9B
    internal const double LogTail3 = -0.1666666666711756; // 0xBFC555555557CFE9
    internal const double LogTail4 = 0.14285711531895698; // 0x3FC249245725DD75
    internal const double LogTail5 = -0.12499996942090888; // 0xBFBFFFFF7CA9EF0A
    internal const double LogTail6 = 0.11119663990904226; // 0x3FBC77620BD59CDF
    internal const double LogTail7 = -0.10008498122456456; // 0xBFB99F2B592E26C1

    // 16 / ln 2.
    internal const double StepsOfE = 23.083120654223414; // 0x40371547652B82FE

    // ln(2) / 16, as a sum of 2, the first of 38 bits.
    internal const double StepHigh = 0.04332169878489367; // 0x3FA62E42FEFA0000
    internal const double StepLow = 1.0291218489310676e-13; // 0x3D3CF79ABC9E3B3A

    // (e^r - 1 - r) / r^2, from -0.0216652 to 0.0216652: minimax of degree 5; e^r, relative to itself, is off
    // by at most 2^-66.24 (2^-66.30 before coefficients were rounded).
    internal const double ExpTail0 = 0.5000000000000004; // 0x3FE0000000000004
    internal const double ExpTail1 = 0.1666666666666662; // 0x3FC5555555555545
    internal const double ExpTail2 = 0.04166666666073969; // 0x3FA5555555484CBE
    internal const double ExpTail3 = 0.008333333335698356; // 0x3F8111111125DEA0
    internal const double ExpTail4 = 0.001388911030800534; // 0x3F56C183DD13F03A
    internal const double ExpTail5 = 0.00019841089989514738; // 0x3F2A0190A70640FA
}
