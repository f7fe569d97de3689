using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>
/// Two functions of two arguments in one pass over the elements: outer(inner(x, y), z), or, if
/// <paramref name="InnerIsSecond"/>, outer(z, inner(x, y)). Both round as they do by themselves.
/// </summary>
internal readonly record struct Join(Function Inner, Function Outer, bool InnerIsSecond)
{
    private const int InnerShift = 16;
    private const int SecondShift = 32;

    /// <summary>All of it in an integer.</summary>
    public long ToBits() =>
        (long)Outer | ((long)Inner << InnerShift) | (InnerIsSecond ? 1L << SecondShift : 0);

    /// <summary>From <see cref="ToBits"/>.</summary>
    public static Join FromBits(long bits) => new(
        (Function)((bits >> InnerShift) & ushort.MaxValue),
        (Function)(bits & ushort.MaxValue),
        bits >> SecondShift != 0);
}
