namespace ActorCompute.Kernels.Evaluation.Local;

/// <summary>
/// A kernel of the program's own over one array: computes <c>target[i]</c> from <c>source[i]</c>, for spans
/// of equal length, up to a block. Called on several threads at once, for runs of elements in any order.
/// </summary>
/// <typeparam name="T">The element of the source.</typeparam>
/// <typeparam name="TResult">The element of the target.</typeparam>
/// <param name="source">The elements.</param>
/// <param name="target">Where the results go; never the memory of the source.</param>
public delegate void SpanKernel<T, TResult>(ReadOnlySpan<T> source, Span<TResult> target);

/// <summary>
/// A kernel of the program's own over two arrays; otherwise as <see cref="SpanKernel{T, TResult}"/>.
/// </summary>
/// <typeparam name="TFirst">The element of the first source.</typeparam>
/// <typeparam name="TSecond">The element of the second source.</typeparam>
/// <typeparam name="TResult">The element of the target.</typeparam>
/// <param name="first">The elements of the first source.</param>
/// <param name="second">The elements of the second source.</param>
/// <param name="target">Where the results go; never the memory of a source.</param>
public delegate void SpanKernel<TFirst, TSecond, TResult>(
    ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second, Span<TResult> target);
