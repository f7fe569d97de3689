using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Evaluation.Local;

/// <summary>A delegate over one span as a kernel.</summary>
internal sealed unsafe class UnarySpanKernel<T, TResult>(string name, SpanKernel<T, TResult> kernel)
    : LocalKernel(name, [DTypes.Of<T>()], DTypes.Of<TResult>())
    where T : unmanaged
    where TResult : unmanaged
{
    public override void Invoke(void** arguments, void* result, int count) =>
        kernel(new ReadOnlySpan<T>(arguments[0], count), new Span<TResult>(result, count));
}

/// <summary>A delegate over two spans as a kernel.</summary>
internal sealed unsafe class BinarySpanKernel<TFirst, TSecond, TResult>(
    string name, SpanKernel<TFirst, TSecond, TResult> kernel)
    : LocalKernel(name, [DTypes.Of<TFirst>(), DTypes.Of<TSecond>()], DTypes.Of<TResult>())
    where TFirst : unmanaged
    where TSecond : unmanaged
    where TResult : unmanaged
{
    public override void Invoke(void** arguments, void* result, int count) => kernel(
        new ReadOnlySpan<TFirst>(arguments[0], count),
        new ReadOnlySpan<TSecond>(arguments[1], count),
        new Span<TResult>(result, count));
}
