using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Client;

/// <summary>Expressions over named inputs.</summary>
public sealed partial class ComputeCluster
{
    /// <summary>
    /// Computes an expression, for instance
    /// <c>EvaluateAsync&lt;double&gt;("2*x + 3*sin(x)**2", [("x", x)])</c>. Parse it once with
    /// <see cref="ArrayExpression.Parse"/> where it is computed often.
    /// </summary>
    /// <typeparam name="T">The CLR type of the expression's dtype.</typeparam>
    /// <param name="expression">The expression.</param>
    /// <param name="inputs">The inputs by the names that the expression uses.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <returns>A new array of the inputs' shape, which the caller disposes.</returns>
    /// <exception cref="ComputeException">The request is not possible, or the job failed.</exception>
    public Task<ComputeArray<T>> EvaluateAsync<T>(
        ArrayExpression expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged =>
        Run(Request(expression, inputs, options), DTypes.Of<T>(), ArrayOf<T>, cancellationToken);

    /// <inheritdoc cref="EvaluateAsync{T}(ArrayExpression, IReadOnlyList{ValueTuple{string, ArrayInput}}, JobOptions?, CancellationToken)"/>
    public Task<ComputeArray<T>> EvaluateAsync<T>(
        string expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged =>
        EvaluateAsync<T>(ArrayExpression.Parse(expression), inputs, options, cancellationToken);

    /// <summary>Computes an expression into memory or a file of the caller's.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="inputs">The inputs by the names that the expression uses.</param>
    /// <param name="into">
    /// Where the elements go: as many, and of the expression's dtype. It may be an input that is read at the
    /// same index.
    /// </param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="ComputeException">The request is not possible, or the job failed.</exception>
    public Task EvaluateAsync(
        ArrayExpression expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Run(
            Request(expression, inputs, options) with { Into = into },
            null,
            static result => result,
            cancellationToken);

    /// <inheritdoc cref="EvaluateAsync(ArrayExpression, IReadOnlyList{ValueTuple{string, ArrayInput}}, ArrayOutput, JobOptions?, CancellationToken)"/>
    public Task EvaluateAsync(
        string expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        EvaluateAsync(ArrayExpression.Parse(expression), inputs, into, options, cancellationToken);

    /// <summary>
    /// Reduces an expression to one value, in one pass over the inputs and without storing its elements.
    /// </summary>
    /// <typeparam name="T">
    /// The CLR type of the value's dtype: double for the sum of doubles, long for argmax, ...
    /// </typeparam>
    /// <param name="reduction">The reduction.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="inputs">The inputs by the names that the expression uses.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="ComputeException">The request is not possible, or the job failed.</exception>
    public Task<T> ReduceAsync<T>(
        Reduction reduction,
        ArrayExpression expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged =>
        Run(
            Request(expression, inputs, options) with { Reduction = reduction },
            DTypes.Of<T>(),
            static result => result.Value!.Value.As<T>(),
            cancellationToken);

    /// <inheritdoc cref="ReduceAsync{T}(Reduction, ArrayExpression, IReadOnlyList{ValueTuple{string, ArrayInput}}, JobOptions?, CancellationToken)"/>
    public Task<T> ReduceAsync<T>(
        Reduction reduction,
        string expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged =>
        ReduceAsync<T>(reduction, ArrayExpression.Parse(expression), inputs, options, cancellationToken);

    /// <summary>Reduces an array to one value.</summary>
    /// <typeparam name="T">
    /// The CLR type of the value's dtype: double for the sum of doubles, long for argmax, ...
    /// </typeparam>
    /// <param name="reduction">The reduction.</param>
    /// <param name="input">The array.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="ComputeException">The request is not possible, or the job failed.</exception>
    public Task<T> ReduceAsync<T>(
        Reduction reduction, ArrayInput input, JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged =>
        ReduceAsync<T>(reduction, Identity, [(IdentityName, input)], options, cancellationToken);

    /// <summary>Reduces an expression into memory of one element, or into a .npy file of rank 0.</summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="inputs">The inputs by the names that the expression uses.</param>
    /// <param name="into">Where the value goes: one element of the value's dtype.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="ComputeException">The request is not possible, or the job failed.</exception>
    public Task ReduceAsync(
        Reduction reduction,
        ArrayExpression expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Run(
            Request(expression, inputs, options) with { Reduction = reduction, Into = into },
            null,
            static result => result,
            cancellationToken);

    /// <inheritdoc cref="ReduceAsync(Reduction, ArrayExpression, IReadOnlyList{ValueTuple{string, ArrayInput}}, ArrayOutput, JobOptions?, CancellationToken)"/>
    public Task ReduceAsync(
        Reduction reduction,
        string expression,
        IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ReduceAsync(reduction, ArrayExpression.Parse(expression), inputs, into, options, cancellationToken);

    /// <summary>Reduces an array into memory of one element, or into a .npy file of rank 0.</summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="input">The array.</param>
    /// <param name="into">Where the value goes: one element of the value's dtype.</param>
    /// <param name="options">How to compute it.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="ComputeException">The request is not possible, or the job failed.</exception>
    public Task ReduceAsync(
        Reduction reduction,
        ArrayInput input,
        ArrayOutput into,
        JobOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ReduceAsync(reduction, Identity, [(IdentityName, input)], into, options, cancellationToken);

    private const string IdentityName = "x";

    private static ArrayExpression Identity { get; } = new ArrayExpression.Variable(IdentityName);

    private static JobRequest Request(
        ArrayExpression expression, IReadOnlyList<(string Name, ArrayInput Input)> inputs,
        JobOptions? options)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(inputs);
        return new JobRequest
        {
            Expression = expression,
            Inputs = inputs,
            Options = options ?? DefaultOptions,
        };
    }

    private static JobOptions DefaultOptions { get; } = new();

    private static ComputeArray<T> ArrayOf<T>(JobResult result) where T : unmanaged =>
        (ComputeArray<T>)result.Array!;

    /// <summary>
    /// Submits, helps if that is wished, and gives the task; mistakes in the request fail the task.
    /// </summary>
    private Task<T> Run<T>(
        JobRequest request, DType? expected, Func<JobResult, T> result, CancellationToken cancellationToken)
    {
        try
        {
            return Submit(request, expected, result, mayHelp: true, cancellationToken).Completion;
        }
        catch (OperationCanceledException cancelled)
        {
            return Task.FromCanceled<T>(cancelled.CancellationToken);
        }
        catch (Exception error) when (error is ComputeException or ObjectDisposedException)
        {
            return Task.FromException<T>(error);
        }
    }
}
