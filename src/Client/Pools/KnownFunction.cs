using System.Reflection;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using Tree = System.Linq.Expressions.Expression;

namespace ActorCompute.Client.Pools;

/// <summary>A function that the expression language knows, over an array of numbers.</summary>
/// <param name="Expression">The function.</param>
/// <param name="Items">The numbers.</param>
internal sealed record KnownFunction(ArrayExpression Expression, Array Items)
{
    private static readonly Type[] s_types = [typeof(Math), typeof(MathF), typeof(double), typeof(float)];

    // The exact types: to the runtime, uint[] is int[] as well.
    private static readonly Type[] s_arrays =
        [typeof(double[]), typeof(float[]), typeof(long[]), typeof(int[]), typeof(bool[])];

    /// <summary>
    /// The expression of a delegate, where it is one of Math's methods and items and results are numbers.
    /// </summary>
    public static KnownFunction? Find<T, TResult>(Func<T, TResult> function, T[] items, TResult[] results)
    {
        MethodInfo method = function.Method;
        if (!function.HasSingleTarget || !s_types.Contains(method.DeclaringType)) return null;
        if (!HasDType(items) || !HasDType(results)) return null;
        if (!method.IsStatic || method.GetParameters() is not [{ } one]) return null;
        if (one.ParameterType != typeof(T)) return null;
        try
        {
            var x = Tree.Parameter(typeof(T), "x");
            return new KnownFunction(ArrayExpression.From(Tree.Lambda(Tree.Call(method, x), x)), items);
        }
        catch (ComputeException)
        {
            // The language does not have it: it is called like any other.
            return null;
        }
    }

    /// <summary>The job that computes the function into an array.</summary>
    /// <exception cref="ComputeException">The items or the results are not of a dtype.</exception>
    public JobRequest Request<TResult>(TResult[] into)
    {
        if (!HasDType(Items) || !HasDType(into))
        {
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                $"{Items.GetType().Name} to {into.GetType().Name} is not possible: "
                + "use double, float, long, int or bool");
        }

        string name = Expression.Variables is [var first, ..] ? first : "x";
        return new JobRequest
        {
            Expression = Expression,
            Inputs = [(name, Input(Items))],
            Into = Output(into),
        };
    }

    private static bool HasDType(Array array) => s_arrays.Contains(array.GetType());

    private static ArrayInput Input(Array items) => items switch
    {
        double[] numbers => numbers,
        float[] numbers => numbers,
        long[] numbers => numbers,
        int[] numbers => numbers,
        _ => (bool[])items,
    };

    private static ArrayOutput Output(Array results) => results switch
    {
        double[] numbers => numbers,
        float[] numbers => numbers,
        long[] numbers => numbers,
        int[] numbers => numbers,
        _ => (bool[])results,
    };
}
