namespace ActorCompute.Kernels.Simd;

/// <summary>
/// A vector of the processor's width: so many lanes of one element type. Algorithms are written once against
/// this interface and compiled for each width; what they give for an element depends on that element alone,
/// so every width gives the same bits. All members are pure, apart from loads and stores, and thread safe.
/// </summary>
/// <remarks>
/// A mask is a vector whose lanes have all bits set (true) or none (false). There is no operation that
/// estimates or that means different things on different processors, and an algorithm must not branch on a
/// whole vector in a way that changes a lane's result.
/// </remarks>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="T">
/// The element: <see cref="double"/>, <see cref="float"/>, <see cref="long"/>, <see cref="int"/>, or
/// <see cref="byte"/> for the elements of bool arrays.
/// </typeparam>
public unsafe interface ISimd<TSelf, T>
    where TSelf : struct, ISimd<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes 1.</summary>
    static abstract TSelf One { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Create(T value);

    /// <summary>Reads <see cref="Count"/> elements, at any alignment.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>
    /// Reads <see cref="Count"/> elements of another of the types double, float, long and int and converts
    /// each as C#'s unchecked cast does: floats truncate and saturate, NaN gives 0, integers wrap, rounding
    /// is to nearest even.
    /// </summary>
    static abstract TSelf LoadConverted<TSource>(TSource* source) where TSource : unmanaged;

    /// <summary>Reads <see cref="Count"/> bytes as a mask: any byte but 0 is true.</summary>
    static abstract TSelf LoadMask(byte* source);

    /// <summary>Writes <see cref="Count"/> elements, at any alignment.</summary>
    static abstract void Store(T* target, TSelf value);

    /// <summary>
    /// Writes <see cref="Count"/> elements past the cache. The target is aligned to the vector; other
    /// threads see the elements after a store fence.
    /// </summary>
    static abstract void StoreStreaming(T* target, TSelf value);

    /// <summary>Writes a mask as <see cref="Count"/> bytes of 0 or 1.</summary>
    static abstract void StoreMask(byte* target, TSelf mask);

    /// <summary>The sum; integers wrap.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The difference; integers wrap.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The product; integers wrap.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The quotient, of floats only.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The negative: the sign bit of floats flips, integers wrap.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>The bits set in both.</summary>
    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>The bits set in either.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>The bits set in one only.</summary>
    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>The bits not set.</summary>
    static abstract TSelf operator ~(TSelf value);

    /// <summary><c>left * right + addend</c>, rounded once; of floats only.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary><c>left * right - subtrahend</c>, rounded once; of float64 only.</summary>
    static abstract TSelf MultiplySubtract(TSelf left, TSelf right, TSelf subtrahend);

    /// <summary><c>addend - left * right</c>, rounded once; of float64 only.</summary>
    static abstract TSelf MultiplyAddNegated(TSelf left, TSelf right, TSelf addend);

    /// <summary>A mask of the lanes that are equal. NaN equals nothing, -0.0 equals 0.0.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>A mask of the lanes in which left is less. False for NaN.</summary>
    static abstract TSelf Less(TSelf left, TSelf right);

    /// <summary>A mask of the lanes in which left is less or equal. False for NaN.</summary>
    static abstract TSelf LessOrEqual(TSelf left, TSelf right);

    /// <summary>True if any lane of a mask is true; of other vectors, if any bit is set.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>
    /// Lane by lane, <paramref name="whenTrue"/> where the mask is true and the other where not; bit by bit
    /// if a lane of the mask has some bits set.
    /// </summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>
    /// <see cref="Select"/> where left is less: the same, for processors that compare into mask registers.
    /// </summary>
    static abstract TSelf SelectLess(TSelf left, TSelf right, TSelf whenLess, TSelf otherwise);

    /// <summary>
    /// <see cref="Select"/> where the two are equal: the same, for processors that compare into mask
    /// registers.
    /// </summary>
    static abstract TSelf SelectEqual(TSelf left, TSelf right, TSelf whenEqual, TSelf otherwise);

    /// <summary>
    /// Of float64 only: <paramref name="whenSet"/> where the sign bit of <paramref name="value"/> is set.
    /// </summary>
    static abstract TSelf SelectSign(TSelf value, TSelf whenSet, TSelf otherwise);

    /// <summary>The lesser; NaN if either is NaN; -0.0 is less than 0.0.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The greater; NaN if either is NaN; -0.0 is less than 0.0.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The absolute value: floats lose their sign bit, the least integer stays as it is.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The square root, correctly rounded; of floats only.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Rounds towards negative infinity. Integers stay as they are.</summary>
    static abstract TSelf Floor(TSelf value);

    /// <summary>Rounds towards positive infinity. Integers stay as they are.</summary>
    static abstract TSelf Ceiling(TSelf value);

    /// <summary>Rounds towards zero. Integers stay as they are.</summary>
    static abstract TSelf Truncate(TSelf value);

    /// <summary>Rounds to the nearest integer, halves to even. Integers stay as they are.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The bits of each lane as an integer of the same size, shifted left.</summary>
    static abstract TSelf ShiftLeft(TSelf value, int bits);

    /// <summary>
    /// The bits of each lane as an integer of the same size, shifted right, zeros entering.
    /// </summary>
    static abstract TSelf ShiftRight(TSelf value, int bits);

    /// <summary>Of float64 only: the elements of a table at each lane's integer.</summary>
    static abstract TSelf Gather(T* table, TSelf index);

    /// <summary>
    /// Of float64 only: from a table of 32 the element at the lowest five bits of each lane's integer.
    /// </summary>
    static abstract TSelf LookupIn32(T* table, TSelf index);

    /// <summary>The sum of the bits of each lane as integers of the same size, wrapping.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>The difference of the bits of each lane as integers of the same size, wrapping.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>
    /// Of float64 only: from two tables of 16 the elements at the lowest four bits of each lane's integer.
    /// </summary>
    static abstract TSelf LookupPairs<TPairs, TFirst, TSecond>(TSelf index, out TSelf second)
        where TPairs : struct, IPairsOf16<TFirst, TSecond>
        where TFirst : struct, ITableOf16
        where TSecond : struct, ITableOf16;

    /// <summary>
    /// Of float64 only: from three tables of 16 the elements at the lowest four bits of each lane's integer.
    /// </summary>
    static abstract TSelf LookupTriples<TTriples, TFirst, TSecond, TThird>(
        TSelf index, out TSelf second, out TSelf third)
        where TTriples : struct, ITriplesOf16<TFirst, TSecond, TThird>
        where TFirst : struct, ITableOf16
        where TSecond : struct, ITableOf16
        where TThird : struct, ITableOf16;

    /// <summary>
    /// True if left is less in every lane, so none is NaN: for processors that compare into mask registers.
    /// </summary>
    static abstract bool AllLess(TSelf left, TSelf right);
}
