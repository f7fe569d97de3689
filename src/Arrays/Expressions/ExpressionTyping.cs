using ActorCompute.Arrays.Expressions.Text;
using ActorCompute.Arrays.Expressions.Typing;

namespace ActorCompute.Arrays.Expressions;

/// <summary>
/// Binds expressions to the dtypes of their inputs, by the promotion rules of NumPy 2 (NEP 50). Pure and
/// thread safe.
/// </summary>
/// <remarks>
/// <para>Two arrays meet in:</para>
/// <code>
///           float64  float32  int64    int32    bool
/// float64   float64  float64  float64  float64  float64
/// float32   float64  float32  float64  float64  float32
/// int64     float64  float64  int64    int64    int64
/// int32     float64  float64  int64    int32    int32
/// bool      float64  float32  int64    int32    bool
/// </code>
/// <para>
/// A number of the text language is weak: an integer makes int64 of bool and leaves the other dtypes, a float
/// makes float64 of bool and integers and leaves the floats. An integer that int32 cannot hold is an error,
/// except in a comparison, which is then made in int64. <c>True</c> and <c>False</c> are bool. Operators on
/// numbers alone are Python's and give a number again (<c>2**-1</c> is 0.5; over int64 is an error);
/// functions of numbers give an int64, float64 or bool that is no longer weak, as NumPy's do.
/// </para>
/// <para>
/// In that dtype compute: <c>+ - * // % **</c>, minimum, maximum, fmod, clip, where (its last two arguments),
/// comparisons (which give bool), and of one argument: negative, abs, sign, square, reciprocal. <c>/</c>, the
/// transcendental functions, rint, arctan2, hypot, degrees and radians compute in float64 for integers and
/// bool. floor, ceil and trunc leave integers and bool as they are. isnan, isinf and isfinite of them are
/// false, false and true. <c>&amp; | ~</c> take integers and bool. where's condition is true where it is not
/// 0.
/// </para>
/// <para>
/// Of bools, + and maximum are or, * and minimum are and; <c>//</c>, <c>%</c>, <c>**</c>, fmod, square and
/// reciprocal compute in int32 where NumPy has int8, and functions of floats in float64 where NumPy has
/// float16; minus, plus and sign before a bool and - between bools are errors.
/// </para>
/// <para>
/// <c>x**2</c>, <c>x**1</c>, and of floats <c>x**0.5</c> and <c>x**-1</c>, with a number of the language as
/// the exponent, are square, x, sqrt and reciprocal. A constant negative exponent of an integer is an error;
/// elements that are negative exponents of integers are found in evaluation.
/// </para>
/// <para>
/// Constants are converted here and otherwise left alone: folding is for the kernels that compute elements.
/// </para>
/// </remarks>
public static class ExpressionTyping
{
    /// <summary>Binds an expression.</summary>
    /// <param name="expression">The expression. It may be without variables.</param>
    /// <param name="inputs">The names and dtypes of the inputs; inputs that are not used do no harm.</param>
    /// <returns>The typed tree, whose variables are places in <paramref name="inputs"/>.</returns>
    /// <exception cref="ComputeException">
    /// A variable is not among the inputs (<see cref="ErrorKind.UnknownName"/>); a function has no meaning
    /// for dtypes, or a number does not fit one (<see cref="ErrorKind.UnsupportedType"/>); numbers overflow
    /// (<see cref="ErrorKind.InvalidExpression"/>); two inputs have one name, or one has the name of a
    /// constant of the language (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public static TypedExpression Bind(ArrayExpression expression, IReadOnlyList<(string Name, DType Type)> inputs)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(inputs);
        CheckNames(expression, inputs);
        return ArrayExpressionWalk.Fold<Operand>(expression, new Binder(inputs).Bind).Expression;
    }

    private static void CheckNames(ArrayExpression expression, IReadOnlyList<(string Name, DType Type)> inputs)
    {
        HashSet<string> names = [];
        foreach ((string name, _) in inputs)
        {
            if (!names.Add(name))
            {
                throw new ComputeException(
                    ErrorKind.InvalidArgument, $"two inputs are called {Excerpt.Quote(name)}: rename one of them");
            }

            // A lambda's parameter may well be called e; in a text, e is the number.
            if (NamedConstants.TryFind(name, out _) && !expression.Variables.Contains(name))
            {
                throw new ComputeException(
                    ErrorKind.InvalidArgument,
                    $"an input is called {Excerpt.Quote(name)}, which expressions read as a constant: rename it");
            }
        }
    }
}
