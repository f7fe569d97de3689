using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;

namespace ActorCompute.Kernels.Evaluation.Local;

/// <summary>
/// A program's struct operator in the library's own drivers. Plans run it as one of their own kernels, so it
/// costs what those cost and its results are canonical.
/// </summary>
internal sealed unsafe class OperatorKernel(string name, int arity, DType type, ElementKernel kernel)
    : LocalKernel(name, [.. Enumerable.Repeat(type, arity)], type)
{
    /// <summary>What plans run.</summary>
    public ElementKernel Kernel { get; } = kernel;

    /// <inheritdoc/>
    public override bool WorksInPlace => true;

    /// <inheritdoc/>
    public override bool MayTakeAnyTime => false;

    /// <inheritdoc/>
    public override double NanosecondsPerElement => Kernel.NanosecondsPerElement;

    public override void Invoke(void** arguments, void* result, int count) =>
        Kernel.Run(arguments, result, count);
}
