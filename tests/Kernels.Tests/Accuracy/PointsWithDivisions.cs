using ActorCompute.Arrays.Expressions;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>Arguments of the functions and of the divisions that floor or truncate.</summary>
internal static class PointsWithDivisions
{
    private static readonly Function[] s_divisions =
        [Function.Fmod, Function.Remainder, Function.FloorDivide];

    /// <summary>All of them.</summary>
    public static Function[] Functions => [.. ReferenceMath.Functions, .. s_divisions];

    // Quotients are delicate where lengths are: at all ratios.
    public static (double X, double Y)[] Of(Function function, int count) => Points.Of(
        s_divisions.Contains(function) ? Function.Hypot : function, count);
}
