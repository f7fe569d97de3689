using System.Linq.Expressions;
using ActorCompute.Arrays.Expressions.Lambdas;

namespace ActorCompute.Arrays.Expressions;

public abstract partial record ArrayExpression
{
    /// <summary>
    /// The tree of a C# lambda, whose parameters become variables of their names. It keeps C#'s meaning where
    /// NumPy has another: integer <c>/</c> truncates, integer <c>%</c> has the sign of the dividend, both
    /// fail on a zero divisor (but not where <c>?:</c>, <c>&amp;&amp;</c> or <c>||</c> guards them), float
    /// <c>%</c> is <c>fmod</c>, constants have their C# types.
    /// </summary>
    /// <remarks>
    /// Taken are: arithmetic and comparisons of double, float, long, int and bool, casts among them,
    /// <c>! &amp;&amp; || ?:</c>, <c>&amp; |</c>, <c>~</c> of integers, and those methods of Math, MathF,
    /// double, float, long and int that have a counterpart in <see cref="Function"/>. Captured variables,
    /// fields and properties are read once, now. Anything else is refused, with the part named. Thread safe.
    /// </remarks>
    /// <typeparam name="T1">double, float, long, int or bool, as are the others.</typeparam>
    /// <typeparam name="TResult">The type of the result's elements.</typeparam>
    /// <param name="lambda">For example <c>x => Math.Exp(x) * 2 + x</c>.</param>
    /// <exception cref="ComputeException">
    /// A part has no counterpart (<see cref="ErrorKind.InvalidExpression"/>), or a type is not one of the
    /// five (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static ArrayExpression From<T1, TResult>(Expression<Func<T1, TResult>> lambda) =>
        From((LambdaExpression)lambda);

    /// <inheritdoc cref="From{T1, TResult}"/>
    public static ArrayExpression From<T1, T2, TResult>(Expression<Func<T1, T2, TResult>> lambda) =>
        From((LambdaExpression)lambda);

    /// <inheritdoc cref="From{T1, T2, TResult}"/>
    public static ArrayExpression From<T1, T2, T3, TResult>(Expression<Func<T1, T2, T3, TResult>> lambda) =>
        From((LambdaExpression)lambda);

    /// <inheritdoc cref="From{T1, T2, T3, TResult}"/>
    public static ArrayExpression From<T1, T2, T3, T4, TResult>(Expression<Func<T1, T2, T3, T4, TResult>> lambda) =>
        From((LambdaExpression)lambda);

    /// <summary>The tree of a C# lambda of any number of parameters.</summary>
    /// <inheritdoc cref="From{T1, TResult}"/>
    public static ArrayExpression From(LambdaExpression lambda)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        return LambdaTranslator.Translate(lambda);
    }
}
