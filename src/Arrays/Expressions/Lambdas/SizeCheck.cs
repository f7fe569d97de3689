using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace ActorCompute.Arrays.Expressions.Lambdas;

/// <summary>
/// Refuses a lambda that is too deep or too large, before it is translated or a part of it printed: both
/// descend with the thread's stack, as the framework's own printing does. A part that is used twice counts
/// twice.
/// </summary>
internal sealed class SizeCheck : ExpressionVisitor
{
    private int _depth;
    private int _nodes;

    public override Expression? Visit(Expression? node)
    {
        if (_depth >= ArrayExpression.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Refusal.TooDeep();
        }

        if (++_nodes > ArrayExpression.MaxNodes) throw Refusal.TooLarge();
        _depth++;
        Expression? result = base.Visit(node);
        _depth--;
        return result;
    }

    // What is no node of C# is refused later, with its part named.
    protected override Expression VisitExtension(Expression node) => node;
}
