using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// Keeps what was compiled from an expression for as long as the expression lives, so that a program that
/// parses once compiles once for each choice of dtypes. Thread safe.
/// </summary>
public static class PlanCache
{
    private static readonly ConditionalWeakTable<ArrayExpression, Compiled> Expressions = new();

    /// <summary>The plan of an expression over inputs of these names and dtypes.</summary>
    /// <exception cref="ComputeException">The expression does not fit the inputs.</exception>
    public static Plan Get(
        ArrayExpression expression, IReadOnlyList<(string Name, DType Type)> inputs, Reduction? reduction)
    {
        Compiled compiled = Expressions.GetValue(expression, static _ => new Compiled());
        return compiled.Find(inputs, reduction) ?? compiled.Add(expression, inputs, reduction);
    }

    private sealed class Compiled
    {
        private readonly Lock _lock = new();
        private volatile (IReadOnlyList<(string Name, DType Type)> Inputs, Plan Plan)[] _plans = [];

        public Plan? Find(IReadOnlyList<(string Name, DType Type)> inputs, Reduction? reduction)
        {
            foreach ((IReadOnlyList<(string Name, DType Type)> known, Plan plan) in _plans)
            {
                if (plan.Reduction == reduction && Same(known, inputs)) return plan;
            }

            return null;
        }

        public Plan Add(
            ArrayExpression expression, IReadOnlyList<(string Name, DType Type)> inputs, Reduction? reduction)
        {
            Plan plan = Plan.Compile(ExpressionTyping.Bind(expression, inputs), reduction);
            lock (_lock) _plans = [.. _plans, (inputs, plan)];
            return plan;
        }

        private static bool Same(
            IReadOnlyList<(string Name, DType Type)> left, IReadOnlyList<(string Name, DType Type)> right)
        {
            if (left.Count != right.Count) return false;
            for (int place = 0; place < left.Count; place++)
            {
                if (left[place].Type != right[place].Type || left[place].Name != right[place].Name)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
