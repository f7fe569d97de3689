namespace ActorCompute.Kernels.Simd;

/// <summary>
/// Two tables of 16 that are looked up at the same places, so that what is loaded together lies together.
/// </summary>
/// <remarks>
/// Vectors of 512 bits search the tables, narrower ones load rows: with other numbers in the rows than in the
/// tables, results would depend on the width.
/// </remarks>
/// <typeparam name="TFirst">The table in the first column.</typeparam>
/// <typeparam name="TSecond">The table in the second.</typeparam>
public interface IPairsOf16<TFirst, TSecond>
    where TFirst : struct, ITableOf16
    where TSecond : struct, ITableOf16
{
    /// <summary>The elements of both tables row by row, in memory that does not move.</summary>
    static abstract ReadOnlySpan<double> Rows { get; }
}
