using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace ActorCompute.Arrays.Expressions.Lambdas;

/// <summary>
/// Refuses a lambda that is too deep, before it is translated or a part of it printed: both descend with the
/// thread's stack, as the framework's own printing does.
/// </summary>
internal sealed class DepthCheck : ExpressionVisitor
{
    private int _depth;

    public override Expression? Visit(Expression? node)
    {
        bool isTooDeep = _depth >= ArrayExpression.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack();
        if (isTooDeep) throw Refusal.TooDeep();
        _depth++;
        Expression? result = base.Visit(node);
        _depth--;
        return result;
    }

    // What cannot be reduced further is refused later, with its part named.
    protected override Expression VisitExtension(Expression node) => node;
}
