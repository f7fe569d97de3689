using System.Collections.Frozen;

namespace ActorCompute.Arrays.Expressions;

/// <summary>How an operator is written, which decides where parentheses are needed.</summary>
internal enum OperatorForm
{
    /// <summary>Not an operator: name(arguments).</summary>
    None,

    /// <summary>Before its operand.</summary>
    Prefix,

    /// <summary>Between its operands, grouping from the left.</summary>
    LeftAssociative,

    /// <summary>Between its operands, grouping from the right.</summary>
    RightAssociative,
}

/// <summary>
/// What a function is called and how it is written: the one source for the parser, the printer, errors and
/// documentation.
/// </summary>
/// <param name="Function">The function.</param>
/// <param name="Name">NumPy's name.</param>
/// <param name="Arity">The number of arguments.</param>
public sealed record FunctionDescription(Function Function, string Name, int Arity)
{
    /// <summary>Other names by which the language calls it.</summary>
    public IReadOnlyList<string> Aliases { get; internal init; } = [];

    /// <summary>The operator, or null for a function without one.</summary>
    public string? Symbol { get; internal init; }

    /// <summary>True if the language calls it by name: <c>exp(x)</c>.</summary>
    public bool IsCallable { get; internal init; } = true;

    /// <summary>How tightly the operator binds; more is tighter. 0 without an operator.</summary>
    internal int Precedence { get; init; }

    internal OperatorForm Form { get; init; }
}

/// <summary>All functions with their names. Pure and thread safe.</summary>
public static class FunctionTable
{
    // Python's precedences, and those of its operators that the language has.
    internal const int ComparisonPrecedence = 1;
    internal const int OrPrecedence = 2;
    internal const int AndPrecedence = 3;
    internal const int SumPrecedence = 4;
    internal const int ProductPrecedence = 5;
    internal const int PrefixPrecedence = 6;
    internal const int PowerPrecedence = 7;

    private static readonly FunctionDescription[] _all =
    [
        Prefix(Function.Negative, "negative", "-"),
        Prefix(Function.Positive, "positive", "+"),
        Prefix(Function.Invert, "invert", "~"),
        Unary(Function.Absolute, "abs", "absolute"),
        Unary(Function.Sign, "sign"),
        Unary(Function.Square, "square"),
        Unary(Function.Sqrt, "sqrt"),
        Unary(Function.Cbrt, "cbrt"),
        Unary(Function.Reciprocal, "reciprocal"),
        Unary(Function.Exp, "exp"),
        Unary(Function.Exp2, "exp2"),
        Unary(Function.Expm1, "expm1"),
        Unary(Function.Log, "log"),
        Unary(Function.Log2, "log2"),
        Unary(Function.Log10, "log10"),
        Unary(Function.Log1p, "log1p"),
        Unary(Function.Sin, "sin"),
        Unary(Function.Cos, "cos"),
        Unary(Function.Tan, "tan"),
        Unary(Function.Arcsin, "arcsin", "asin"),
        Unary(Function.Arccos, "arccos", "acos"),
        Unary(Function.Arctan, "arctan", "atan"),
        Unary(Function.Sinh, "sinh"),
        Unary(Function.Cosh, "cosh"),
        Unary(Function.Tanh, "tanh"),
        Unary(Function.Arcsinh, "arcsinh", "asinh"),
        Unary(Function.Arccosh, "arccosh", "acosh"),
        Unary(Function.Arctanh, "arctanh", "atanh"),
        Unary(Function.Floor, "floor"),
        Unary(Function.Ceil, "ceil"),
        Unary(Function.Trunc, "trunc"),
        Unary(Function.Rint, "rint"),
        Unary(Function.Isnan, "isnan"),
        Unary(Function.Isinf, "isinf"),
        Unary(Function.Isfinite, "isfinite"),
        Unary(Function.Degrees, "degrees"),
        Unary(Function.Radians, "radians"),
        Infix(Function.Add, "add", "+", SumPrecedence),
        Infix(Function.Subtract, "subtract", "-", SumPrecedence),
        Infix(Function.Multiply, "multiply", "*", ProductPrecedence),
        Infix(Function.TrueDivide, "divide", "/", ProductPrecedence),
        Infix(Function.FloorDivide, "floor_divide", "//", ProductPrecedence),
        Infix(Function.Remainder, "remainder", "%", ProductPrecedence),
        Infix(Function.Power, "power", "**", PowerPrecedence) with
        {
            Form = OperatorForm.RightAssociative,
            IsCallable = true,
            Aliases = ["pow"],
        },
        Infix(Function.Less, "less", "<", ComparisonPrecedence),
        Infix(Function.LessEqual, "less_equal", "<=", ComparisonPrecedence),
        Infix(Function.Greater, "greater", ">", ComparisonPrecedence),
        Infix(Function.GreaterEqual, "greater_equal", ">=", ComparisonPrecedence),
        Infix(Function.Equal, "equal", "==", ComparisonPrecedence),
        Infix(Function.NotEqual, "not_equal", "!=", ComparisonPrecedence),
        Infix(Function.BitwiseAnd, "bitwise_and", "&", AndPrecedence),
        Infix(Function.BitwiseOr, "bitwise_or", "|", OrPrecedence),
        new(Function.Arctan2, "arctan2", 2) { Aliases = ["atan2"] },
        new(Function.Hypot, "hypot", 2),
        new(Function.Minimum, "minimum", 2),
        new(Function.Maximum, "maximum", 2),
        new(Function.Fmod, "fmod", 2),
        new(Function.Where, "where", 3),
        new(Function.Clip, "clip", 3),
        new(Function.QuotientChecked, "quotient_checked", 2) { IsCallable = false },
        new(Function.RemainderChecked, "remainder_checked", 2) { IsCallable = false },
        new(Function.AbsoluteChecked, "abs_checked", 1) { IsCallable = false },
    ];

    private static readonly FrozenDictionary<Function, FunctionDescription> _byFunction =
        _all.ToFrozenDictionary(description => description.Function);

    private static readonly FrozenDictionary<string, FunctionDescription> _byName = CallableNames
        .ToFrozenDictionary(
            name => name, name => _all.Single(description => description.Name == name || description.Aliases.Contains(name)));

    private static readonly FrozenDictionary<string, FunctionDescription> _prefixes = BySymbol(prefix: true);

    private static readonly FrozenDictionary<string, FunctionDescription> _infixes = BySymbol(prefix: false);

    /// <summary>All functions, in the order of <see cref="Function"/>.</summary>
    public static IReadOnlyList<FunctionDescription> All => _all;

    /// <summary>The names that the language calls functions by, aliases included.</summary>
    internal static IEnumerable<string> CallableNames => _all
        .Where(description => description.IsCallable)
        .SelectMany(description => description.Aliases.Prepend(description.Name));

    /// <summary>What a function is called and how it is written.</summary>
    public static FunctionDescription Describe(Function function) => _byFunction[function];

    /// <summary>The function that the language calls by this name or alias, or null.</summary>
    public static FunctionDescription? Find(string name) => _byName.GetValueOrDefault(name);

    internal static FunctionDescription? FindPrefix(string symbol) => _prefixes.GetValueOrDefault(symbol);

    internal static FunctionDescription? FindInfix(string symbol) => _infixes.GetValueOrDefault(symbol);

    /// <summary>The arguments, if there are as many as the function takes.</summary>
    internal static IReadOnlyList<T> CheckArity<T>(Function function, IReadOnlyList<T> arguments)
    {
        FunctionDescription description = Describe(function);
        return CheckArity(description.Name, description.Arity, arguments);
    }

    /// <summary>The arguments, if there are as many as something of this name takes.</summary>
    internal static IReadOnlyList<T> CheckArity<T>(string name, int arity, IReadOnlyList<T> arguments) =>
        arguments.Count == arity
            ? arguments
            : throw new ComputeException(
                ErrorKind.InvalidExpression, ArityMessage(name, arity, arguments.Count));

    internal static string ArityMessage(string name, int expected, int actual) =>
        $"{name} takes {expected} argument{(expected == 1 ? "" : "s")}, and {actual} {(actual == 1 ? "is" : "are")} given";

    private static FunctionDescription Prefix(Function function, string name, string symbol) => new(function, name, 1)
    {
        Symbol = symbol,
        Form = OperatorForm.Prefix,
        Precedence = PrefixPrecedence,
        IsCallable = false,
    };

    private static FunctionDescription Unary(Function function, string name, params string[] aliases) =>
        new(function, name, 1) { Aliases = aliases };

    private static FunctionDescription Infix(Function function, string name, string symbol, int precedence) =>
        new(function, name, 2)
        {
            Symbol = symbol,
            Form = OperatorForm.LeftAssociative,
            Precedence = precedence,
            IsCallable = false,
        };

    private static FrozenDictionary<string, FunctionDescription> BySymbol(bool prefix) => _all
        .Where(description => description.Symbol is not null && (description.Form == OperatorForm.Prefix) == prefix)
        .ToFrozenDictionary(description => description.Symbol!);
}
