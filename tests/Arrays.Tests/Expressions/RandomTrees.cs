using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

/// <summary>Random trees of the text language.</summary>
internal sealed class RandomTrees(int seed)
{
    private static readonly FunctionDescription[] _functions =
        [.. FunctionTable.All.Where(function => function.IsCallable || function.Symbol is not null)];

    private readonly Random _random = new(seed);

    public ArrayExpression Next(int depth)
    {
        if (depth == 0 || _random.Next(6) == 0) return Leaf();
        FunctionDescription function = _functions[_random.Next(_functions.Length)];
        ArrayExpression[] arguments = new ArrayExpression[function.Arity];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = Next(depth - 1);
        return new ArrayExpression.Operation(function.Function, arguments);
    }

    private ArrayExpression Leaf() => _random.Next(8) switch
    {
        0 => Number(Scalar.Of((long)_random.Next(4))),
        1 => Number(Scalar.Of(_random.NextInt64(long.MaxValue))),
        2 => Number(Scalar.Of(long.MinValue)),
        3 => Number(Scalar.Of(Math.Abs(BitConverter.Int64BitsToDouble(_random.NextInt64() & ~(1L << 62))))),
        4 => Number(Scalar.Of((double)_random.Next(5) / 2)),
        5 => ArrayExpression.Parse(new[] { "True", "False", "nan", "inf", "pi" }[_random.Next(5)]),
        _ => new ArrayExpression.Variable(new[] { "a", "b", "c", "_x1" }[_random.Next(4)]),
    };

    private static ArrayExpression.Constant Number(Scalar value) => new(value, IsWeak: true);
}
