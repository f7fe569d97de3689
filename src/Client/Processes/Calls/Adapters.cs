namespace ActorCompute.Client.Processes.Calls;

/// <summary>What a delegate is bound to that only passes on to a function of the program.</summary>
internal interface IAdapter
{
    /// <summary>The function of the program.</summary>
    Delegate Function { get; }
}

/// <summary>A function without arguments as one of an empty tuple.</summary>
internal sealed class NoArguments<TResult>(Func<TResult> function) : IAdapter
{
    public Delegate Function => function;

    public TResult Call(ValueTuple nothing) => function();
}

/// <summary>A function of two arguments as one of a tuple.</summary>
internal sealed class TwoArguments<T1, T2, TResult>(Func<T1, T2, TResult> function) : IAdapter
{
    public Delegate Function => function;

    public TResult Call((T1, T2) item) => function(item.Item1, item.Item2);
}

/// <summary>A function of three arguments as one of a tuple.</summary>
internal sealed class ThreeArguments<T1, T2, T3, TResult>(Func<T1, T2, T3, TResult> function) : IAdapter
{
    public Delegate Function => function;

    public TResult Call((T1, T2, T3) item) => function(item.Item1, item.Item2, item.Item3);
}

/// <summary>An initializer, with what it is given.</summary>
/// <param name="Function">The initializer.</param>
/// <param name="Arguments">Its argument; a tuple where it takes several or none.</param>
/// <param name="Call">Calls it in this process.</param>
internal sealed record Initializer(Delegate Function, object? Arguments, Action Call)
{
    public static Initializer? Of(Action? function) =>
        function is null ? null : new Initializer(function, default(ValueTuple), function);

    public static Initializer Of<T>(Action<T> function, T argument) =>
        new(function, argument, () => function(argument));
}
