using System.Linq.Expressions;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Kernels.Evaluation.Local;

namespace ActorCompute.Client;

/// <summary>Functions over all elements of an array.</summary>
public sealed partial class ComputeCluster
{
    /// <summary>
    /// Computes a lambda for each element, for instance <c>MapAsync(x, v => Math.Exp(v) * 2 + v)</c>. The
    /// lambda is translated, not called: it is vectorized, keeps C#'s meaning, and what cannot be translated
    /// is refused by name.
    /// </summary>
    /// <param name="x">The elements, used in place.</param>
    /// <param name="function">The function of one element.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <returns>A new array of as many elements, which the caller disposes.</returns>
    /// <exception cref="Arrays.ComputeException">The request is not possible, or the job failed.</exception>
    public Task<ComputeArray<TResult>> MapAsync<T, TResult>(
        T[] x,
        Expression<Func<T, TResult>> function,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map<TResult>(() => ArrayExpression.From(function), ArrayInput.Of(x), options, cancellationToken);

    /// <inheritdoc cref="MapAsync{T, TResult}(T[], Expression{Func{T, TResult}}, JobOptions?, CancellationToken)"/>
    public Task<ComputeArray<TResult>> MapAsync<T, TResult>(
        Memory<T> x,
        Expression<Func<T, TResult>> function,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map<TResult>(() => ArrayExpression.From(function), ArrayInput.Of<T>(x), options, cancellationToken);

    /// <inheritdoc cref="MapAsync{T, TResult}(T[], Expression{Func{T, TResult}}, JobOptions?, CancellationToken)"/>
    public Task<ComputeArray<TResult>> MapAsync<T, TResult>(
        ComputeArray<T> x,
        Expression<Func<T, TResult>> function,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map<TResult>(() => ArrayExpression.From(function), x, options, cancellationToken);

    /// <summary>As the form without <paramref name="into"/>, into memory or a file of the caller's.</summary>
    /// <param name="x">The elements, used in place.</param>
    /// <param name="function">The function of one element.</param>
    /// <param name="into">
    /// Where the results go: as many, of the function's dtype; it may be <paramref name="x"/>.
    /// </param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="Arrays.ComputeException">The request is not possible, or the job failed.</exception>
    public Task MapAsync<T, TResult>(
        T[] x,
        Expression<Func<T, TResult>> function,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map(() => ArrayExpression.From(function), ArrayInput.Of(x), into, options, cancellationToken);

    /// <inheritdoc cref="MapAsync{T, TResult}(T[], Expression{Func{T, TResult}}, ArrayOutput, JobOptions?, CancellationToken)"/>
    public Task MapAsync<T, TResult>(
        Memory<T> x,
        Expression<Func<T, TResult>> function,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map(() => ArrayExpression.From(function), ArrayInput.Of<T>(x), into, options, cancellationToken);

    /// <inheritdoc cref="MapAsync{T, TResult}(T[], Expression{Func{T, TResult}}, ArrayOutput, JobOptions?, CancellationToken)"/>
    public Task MapAsync<T, TResult>(
        ComputeArray<T> x,
        Expression<Func<T, TResult>> function,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map(() => ArrayExpression.From(function), x, into, options, cancellationToken);

    /// <summary>
    /// Computes a kernel of the program's own, any C# at all: it is called with runs of at most 4,096
    /// elements, in any order and on several threads at once, and fills the target from the source. An
    /// exception fails the job. It must not wait for another job of the same cluster: kernels that wait in
    /// every slot leave none for that job.
    /// </summary>
    /// <param name="x">The elements, used in place.</param>
    /// <param name="kernel">Fills its target, as long as its source.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job at the next run.</param>
    /// <returns>A new array of as many elements, which the caller disposes.</returns>
    /// <exception cref="Arrays.ComputeException">The request is not possible, or the job failed.</exception>
    public Task<ComputeArray<TResult>> MapAsync<T, TResult>(
        T[] x, SpanKernel<T, TResult> kernel, JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map<TResult>(() => Applied(Spans(kernel)), ArrayInput.Of(x), options, cancellationToken);

    /// <inheritdoc cref="MapAsync{T, TResult}(T[], SpanKernel{T, TResult}, JobOptions?, CancellationToken)"/>
    public Task<ComputeArray<TResult>> MapAsync<T, TResult>(
        Memory<T> x, SpanKernel<T, TResult> kernel, JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map<TResult>(() => Applied(Spans(kernel)), ArrayInput.Of<T>(x), options, cancellationToken);

    /// <inheritdoc cref="MapAsync{T, TResult}(T[], SpanKernel{T, TResult}, JobOptions?, CancellationToken)"/>
    public Task<ComputeArray<TResult>> MapAsync<T, TResult>(
        ComputeArray<T> x, SpanKernel<T, TResult> kernel, JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map<TResult>(() => Applied(Spans(kernel)), x, options, cancellationToken);

    /// <summary>Computes a kernel of the program's own into memory or a file of the caller's.</summary>
    /// <param name="x">The elements, used in place.</param>
    /// <param name="kernel">Fills its target, as long as its source.</param>
    /// <param name="into">Where the results go: as many, of the kernel's dtype.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job at the next run.</param>
    /// <exception cref="Arrays.ComputeException">The request is not possible, or the job failed.</exception>
    public Task MapAsync<T, TResult>(
        ArrayInput x,
        SpanKernel<T, TResult> kernel,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged =>
        Map(() => Applied(Spans(kernel)), x, into, options, cancellationToken);

    /// <summary>
    /// Computes a vectorized kernel of the program's own, a struct operator: <c>MapAsync&lt;double&gt;(x,
    /// LocalKernels.FromUnaryOperator&lt;Logistic, double&gt;())</c>.
    /// </summary>
    /// <param name="x">The elements, used in place.</param>
    /// <param name="kernel">The kernel, of one argument.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <returns>A new array of as many elements, which the caller disposes.</returns>
    /// <exception cref="Arrays.ComputeException">The request is not possible, or the job failed.</exception>
    public Task<ComputeArray<TResult>> MapAsync<TResult>(
        ArrayInput x, LocalKernel kernel, JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where TResult : unmanaged =>
        Map<TResult>(() => Applied(kernel), x, options, cancellationToken);

    /// <summary>
    /// Computes a vectorized kernel of the program's own into memory or a file of the caller's.
    /// </summary>
    /// <param name="x">The elements, used in place.</param>
    /// <param name="kernel">The kernel, of one argument.</param>
    /// <param name="into">Where the results go: as many, of the kernel's dtype.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="Arrays.ComputeException">The request is not possible, or the job failed.</exception>
    public Task MapAsync(
        ArrayInput x,
        LocalKernel kernel,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Map(() => Applied(kernel), x, into, options, cancellationToken);

    private static LocalKernel Spans<T, TResult>(SpanKernel<T, TResult> kernel)
        where T : unmanaged
        where TResult : unmanaged
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return LocalKernels.FromSpans(kernel.Method.Name, kernel);
    }

    private static ArrayExpression Applied(LocalKernel kernel) =>
        new ArrayExpression.Local(kernel, [new ArrayExpression.Variable(IdentityName)]);

    private Task<ComputeArray<TResult>> Map<TResult>(
        Func<ArrayExpression> translate, ArrayInput x, JobOptions? options,
        CancellationToken cancellationToken)
        where TResult : unmanaged
    {
        try
        {
            ArrayExpression expression = translate();
            return EvaluateAsync<TResult>(expression, [(NameOf(expression), x)], options, cancellationToken);
        }
        catch (Arrays.ComputeException error)
        {
            return Task.FromException<ComputeArray<TResult>>(error);
        }
    }

    private Task Map(
        Func<ArrayExpression> translate,
        ArrayInput x,
        ArrayOutput into,
        JobOptions? options,
        CancellationToken cancellationToken)
    {
        try
        {
            ArrayExpression expression = translate();
            return EvaluateAsync(expression, [(NameOf(expression), x)], into, options, cancellationToken);
        }
        catch (Arrays.ComputeException error)
        {
            return Task.FromException(error);
        }
    }

    /// <summary>The lambda's parameter as the expression calls it; a constant lambda has none.</summary>
    private static string NameOf(ArrayExpression expression) =>
        expression.Variables is [var name, ..] ? name : IdentityName;
}
