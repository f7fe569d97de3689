using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>Random assignments: well-formed value by value, be it a job together or not.</summary>
internal sealed class RandomSpecs(int seed)
{
    private static readonly string[] s_names = ["x", "y", "_x1", "größe", "变量", "𝑥", ""];

    private readonly Random _random = new(seed);

    public AssignChunks NextAssignment() => new(
        new JobId((ulong)_random.NextInt64(), _random.NextInt64()),
        NextSpec(),
        _random.NextInt64(1 << 20),
        _random.Next(100),
        _random.Next(),
        _random.Next(),
        Maybe(),
        Maybe() ? Many(NextSlice) : null);

    public ExpressionSpec NextSpec() => new()
    {
        Expression = NextExpression(_random.Next(8)),
        Inputs = Many(NextInput),
        Outputs = Many(() => new JobOutput(
            NextDescription(), NextArray(), Maybe() ? NextSegment() : null, Maybe() ? NextFile() : null)),
        Reduction = Maybe() ? One<Reduction>() : null,
        Axes = (ulong)_random.NextInt64(),
        Type = One<DType>(),
        Grid = new ChunkGrid(_random.NextInt64(), _random.NextInt64(1, long.MaxValue)),
        MaxWorkers = _random.Next(),
        Timeout = Maybe() ? TimeSpan.FromTicks(_random.NextInt64()) : null,
        StallTimeout = TimeSpan.FromTicks(_random.NextInt64()),
    };

    public ArrayExpression NextExpression(int depth)
    {
        if (depth == 0 || _random.Next(8) == 0) return NextLeaf();
        if (_random.Next(8) == 0) return new ArrayExpression.Cast(One<DType>(), NextExpression(depth - 1));
        FunctionDescription function = FunctionTable.All[_random.Next(FunctionTable.All.Count)];
        ArrayExpression[] arguments = new ArrayExpression[function.Arity];
        for (int place = 0; place < arguments.Length; place++) arguments[place] = NextExpression(depth - 1);
        return new ArrayExpression.Operation(function.Function, arguments);
    }

    private ArrayExpression NextLeaf()
    {
        long bits = _random.NextInt64(long.MinValue, long.MaxValue);
        return _random.Next(7) switch
        {
            0 => new ArrayExpression.Constant(Scalar.Of(bits), IsWeak: Maybe()),
            1 => new ArrayExpression.Constant(new Scalar(DType.Float64, bits), IsWeak: Maybe()),
            2 => new ArrayExpression.Constant(Scalar.Of(Maybe()), IsWeak: Maybe()),
            3 => new ArrayExpression.Constant(new Scalar(DType.Float32, (uint)bits), IsWeak: false),
            4 => new ArrayExpression.Constant(Scalar.Of((int)bits), IsWeak: false),
            _ => new ArrayExpression.Variable(s_names[_random.Next(s_names.Length)]),
        };
    }

    private JobInput NextInput()
    {
        InputSource source = _random.Next(4) switch
        {
            0 => new InputSource.ByReference(NextArray(), Maybe() ? NextSegment() : null),
            1 => new InputSource.NpyFile(
                "data/" + s_names[_random.Next(s_names.Length)], (ulong)_random.NextInt64()),
            2 => new InputSource.Random((ulong)_random.NextInt64()),
            _ => new InputSource.Arange(),
        };
        return new JobInput(s_names[_random.Next(s_names.Length)], NextDescription(), source);
    }

    private ArrayDescription NextDescription()
    {
        long[] dimensions = new long[_random.Next(6)];
        foreach (ref long dimension in dimensions.AsSpan()) dimension = _random.Next(1000);
        return new ArrayDescription(One<DType>(), new Shape(dimensions));
    }

    private SliceRef NextSlice() =>
        new(NextArray(), _random.NextInt64(1L << 62), _random.NextInt64(1L << 62));

    private ArrayId NextArray() =>
        new(new NodeId((ulong)_random.NextInt64(), (uint)_random.Next()), _random.NextInt64());

    private OutputFile NextFile() => new(
        "data/" + s_names[_random.Next(s_names.Length)],
        new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64()),
        s_names[_random.Next(s_names.Length)]);

    private SegmentRef NextSegment() => new(
        _random.Next(),
        _random.Next(),
        (ulong)_random.NextInt64(),
        _random.Next(),
        _random.NextInt64(1L << 60));

    private T[] Many<T>(Func<T> next)
    {
        T[] many = new T[_random.Next(4)];
        foreach (ref T one in many.AsSpan()) one = next();
        return many;
    }

    private T One<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>()[_random.Next(Enum.GetValues<T>().Length)];

    private bool Maybe() => _random.Next(2) == 0;
}
