using System.Linq.Expressions;
using System.Reflection;

namespace ActorCompute.Arrays.Expressions.Lambdas;

/// <summary>Reads what a lambda captured: locals, fields and properties that do not depend on its
/// parameters.</summary>
internal static class CapturedValue
{
    /// <summary>The value of a member, as it is now, as a typed constant.</summary>
    /// <exception cref="ComputeException">
    /// The member belongs to a parameter or to the result of a computation, or reading it failed
    /// (<see cref="ErrorKind.InvalidExpression"/>).
    /// </exception>
    public static ArrayExpression.Constant Read(MemberExpression member) =>
        LambdaTranslator.TypedConstant(member, Value(member, member));

    private static object? Value(Expression? owner, MemberExpression whole) => owner switch
    {
        null => null,
        ConstantExpression constant => constant.Value,
        MemberExpression member => Read(member, Value(member.Expression, whole), whole),
        ParameterExpression => throw Refusal.Of(whole, "elements have no members"),
        _ => throw Refusal.Of(
            whole, "only variables, fields and properties are read", "assign it to a variable before the lambda"),
    };

    private static object? Read(MemberExpression member, object? owner, MemberExpression whole)
    {
        try
        {
            if (owner is null && member.Expression is not null) throw new TargetException("its owner is null");
            return member.Member is FieldInfo field
                ? field.GetValue(owner)
                : ((PropertyInfo)member.Member).GetValue(owner);
        }
        catch (Exception error) when (error is not ComputeException)
        {
            Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            throw new ComputeException(
                ErrorKind.InvalidExpression,
                Refusal.Of(whole, $"reading it failed ({cause.Message})", "assign it to a variable before the lambda").Message,
                cause);
        }
    }
}
