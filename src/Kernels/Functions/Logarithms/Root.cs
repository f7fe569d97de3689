using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>Square roots to more digits than a float64 has.</summary>
internal static class Root
{
    /// <summary>Beyond this, squares might overflow, and 1 does not count beside them.</summary>
    public const double LargestArgument = 3.273390607896142e+150; // 2^500

    // Minus the bits of a number, this has those of about the number's reciprocal, halved: the exponent
    // changes its sign, the significand follows a line. These bits keep the guess within a nineteenth, which
    // is about the best there are.
    private const ulong HalvedReciprocal = 0x7FCE_6200_0000_0000;

    /// <summary>
    /// The root of square + squareLow as result + low: low, what Newton's step adds to the rounded root, is
    /// good to eight bits. The square is positive and normal, with a normal reciprocal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector>(TVector square, TVector squareLow, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector root = TVector.Sqrt(square);
        TVector residual = TVector.MultiplyAddNegated(root, root, square) + squareLow;

        // residual / (2 root); a division would take long, and one step of Newton's from a guess does.
        TVector guess = TVector.SubtractBits(Bits.Create<TVector>(HalvedReciprocal), root);
        TVector correction = TVector.MultiplyAddNegated(root + root, guess, TVector.Create(2));
        low = residual * guess * correction;
        return root;
    }
}
