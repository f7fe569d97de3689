using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Bench.Functions;

/// <summary>A function that is measured against NumPy's.</summary>
/// <param name="Title">What the table calls it.</param>
/// <param name="NumPy">The name of NumPy's function.</param>
/// <param name="Function">Ours.</param>
/// <param name="Text">The expression of it over x, or x and y.</param>
/// <param name="Unit">The first input range: [0, 1), or next to it what is in the domain.</param>
/// <param name="Whole">The second: where the function has something to compute.</param>
internal sealed record MathFunction(
    string Title, string NumPy, Function Function, string Text, Inputs Unit, Inputs Whole)
{
    /// <summary>All functions of the table.</summary>
    public static IReadOnlyList<MathFunction> All { get; } =
    [
        Of("exp", Function.Exp, InputRange.Even(-708, 709)),
        Of("exp2", Function.Exp2, InputRange.Even(-1022, 1023)),
        Of("expm1", Function.Expm1, InputRange.Even(-40, 709)),
        Of("log", Function.Log, InputRange.Positive),
        Of("log2", Function.Log2, InputRange.Positive),
        Of("log10", Function.Log10, InputRange.Positive),
        Of("log1p", Function.Log1p, InputRange.Positive),
        Of("sin", Function.Sin, InputRange.Any),
        Of("cos", Function.Cos, InputRange.Any),
        Of("tan", Function.Tan, InputRange.Any),
        Of("arcsin", Function.Arcsin, InputRange.Even(-1, 1)),
        Of("arccos", Function.Arccos, InputRange.Even(-1, 1)),
        Of("arctan", Function.Arctan, InputRange.Any),
        Of("sinh", Function.Sinh, InputRange.Even(-709, 709)),
        Of("cosh", Function.Cosh, InputRange.Even(-709, 709)),
        Of("tanh", Function.Tanh, InputRange.Even(-22, 22)),
        Of("arcsinh", Function.Arcsinh, InputRange.Any),
        Of("arccosh", Function.Arccosh, InputRange.Exponents(0, 1023), InputRange.Even(1, 2)),
        Of("arctanh", Function.Arctanh, InputRange.Even(-1, 1)),
        Of("cbrt", Function.Cbrt, InputRange.Any),
        OfTwo("arctan2", Function.Arctan2, "arctan2(x, y)", new(InputRange.Any, InputRange.Any)),
        OfTwo("hypot", Function.Hypot, "hypot(x, y)", new(InputRange.Any, InputRange.Any)),
        OfTwo("fmod", Function.Fmod, "fmod(x, y)", Quotients),
        OfTwo("remainder", Function.Remainder, "x % y", Quotients),
        OfTwo("floor_divide", Function.FloorDivide, "x // y", Quotients),
        new(
            "x**2.5", "power", Function.Power, "x ** 2.5",
            new(InputRange.Unit, InputRange.Even(2.5, 2.5)),
            new(InputRange.Exponents(-400, 400), InputRange.Even(2.5, 2.5))),
        new(
            "x**y", "power", Function.Power, "x ** y",
            new(InputRange.Unit, InputRange.Unit),
            new(InputRange.Exponents(-40, 40), InputRange.Even(-20, 20))),
    ];

    private static Inputs Quotients =>
        new(InputRange.SignedExponents(-30, 30), InputRange.SignedExponents(-30, 30));

    /// <summary>True if y is an array of its own, and not absent or the same number everywhere.</summary>
    public bool HasSecondArray => Text.Contains('y');

    private static MathFunction Of(string name, Function function, InputRange whole, InputRange? unit = null) =>
        new(name, name, function, $"{name}(x)", new(unit ?? InputRange.Unit, null), new(whole, null));

    private static MathFunction OfTwo(string name, Function function, string text, Inputs whole) =>
        new(name, name, function, text, new(InputRange.Unit, InputRange.Unit), whole);
}

/// <summary>Of what the arguments are made.</summary>
/// <param name="First">The first argument.</param>
/// <param name="Second">The second, or null if there is none.</param>
internal sealed record Inputs(InputRange First, InputRange? Second);
