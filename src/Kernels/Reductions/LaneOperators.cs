using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Reductions;

/// <summary>What of each element is accumulated.</summary>
/// <typeparam name="TLane">double or long.</typeparam>
internal interface ILaneTerm<TLane>
    where TLane : unmanaged
{
    /// <summary>What is asked for ahead, where a block is read in two passes.</summary>
    static abstract NextLines NextLines { get; }

    /// <summary>The terms of eight elements.</summary>
    Vector512<TLane> Of(Vector512<TLane> elements);
}

/// <summary>How terms accumulate.</summary>
/// <typeparam name="TLane">double or long.</typeparam>
internal interface ILaneFold<TLane>
    where TLane : unmanaged
{
    /// <summary>What stands for an absent element: combining with it changes no value.</summary>
    static abstract Vector512<TLane> Identity { get; }

    /// <summary>Combines lane by lane.</summary>
    static abstract Vector512<TLane> Combine(Vector512<TLane> left, Vector512<TLane> right);
}

/// <summary>The element itself.</summary>
internal readonly struct ElementTerm<TLane> : ILaneTerm<TLane>
    where TLane : unmanaged
{
    public static NextLines NextLines => NextLines.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<TLane> Of(Vector512<TLane> elements) => elements;
}

/// <summary>The element itself, in the first of two passes over a block.</summary>
internal readonly struct FirstPassTerm : ILaneTerm<double>
{
    public static NextLines NextLines => NextLines.Even;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Of(Vector512<double> elements) => elements;
}

/// <summary>The square; multiplied and added in two roundings, not fused.</summary>
internal readonly struct SquareTerm : ILaneTerm<double>
{
    public static NextLines NextLines => NextLines.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Of(Vector512<double> elements) => elements * elements;
}

/// <summary>The squared deviation from a mean.</summary>
/// <param name="mean">The mean.</param>
internal readonly struct SquaredDeviationTerm(double mean) : ILaneTerm<double>
{
    private readonly Vector512<double> _mean = Vector512.Create(mean);

    public static NextLines NextLines => NextLines.Odd;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Of(Vector512<double> elements)
    {
        Vector512<double> deviations = elements - _mean;
        return deviations * deviations;
    }
}

/// <summary>Addition; absent elements are -0.0, so that a sum of -0.0 alone keeps its sign.</summary>
internal readonly struct SumFold<TLane> : ILaneFold<TLane>
    where TLane : unmanaged, INumber<TLane>
{
    public static Vector512<TLane> Identity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(-TLane.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TLane> Combine(Vector512<TLane> left, Vector512<TLane> right) => left + right;
}

/// <summary>Multiplication.</summary>
internal readonly struct ProductFold<TLane> : ILaneFold<TLane>
    where TLane : unmanaged, INumber<TLane>
{
    public static Vector512<TLane> Identity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(TLane.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TLane> Combine(Vector512<TLane> left, Vector512<TLane> right) => left * right;
}
