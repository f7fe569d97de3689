using System.Globalization;
using System.Security.Cryptography;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Client.Tests.Bits;

/// <summary>The sha256 of results over inputs that are the same everywhere.</summary>
internal static class ResultHashes
{
    private const int Count = 50_003;
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private static readonly string[] s_expressions =
    [
        "x + y", "x - 3*y", "x * y", "x / y", "x // y", "x % y", "-x", "abs(x)", "x < y", "x == y",
        "x >= 0.5",
        "floor(9*x)", "ceil(9*x)", "trunc(9*x)", "rint(9*x)", "sqrt(x)", "sqrt(-x)", "exp(20*x)", "log(x)",
        "sin(50*x)",
        "cos(50*x)", "2*x + 3*sin(x)**2", "f + x", "f * f", "sqrt(f)", "exp(f)", "log(f)", "sin(f)", "cos(f)",
        "i + 3",
        "i * i", "i // 7", "i % 7", "i / 7", "where(x > y, x, i)", "maximum(x, f)", "x ** 2.5", "1 / special",
        "special * 2",
    ];

    private static readonly string[] s_unary =
    [
        "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos",
        "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "cbrt",
    ];

    private static readonly string[] s_binary =
    [
        "arctan2({0}, {1})", "hypot({0}, {1})", "({0}) ** ({1})", "fmod({0}, {1})", "({0}) % ({1})",
        "({0}) // ({1})",
    ];

    // Every function over ordinary arguments and over any bits at all, of both dtypes.
    private static readonly string[] s_functions =
    [
        .. from argument in new[] { "4*x - 2", "anybits", "f", "anyf" }
           from function in s_unary
           select $"{function}({argument})",
        .. from arguments in new[] { ("4*x - 2", "3*y - 1"), ("anybits", "9*x"), ("anyf", "f") }
           from form in s_binary
           select string.Format(CultureInfo.InvariantCulture, form, arguments.Item1, arguments.Item2),
    ];

    private static readonly string[] s_reduced = ["x - 0.5", "f", "i - 100", "x > 0.5"];

    private static readonly float[] s_singles =
        [.. Enumerable.Range(0, Count).Select(index => (index * 37 % 1000) / 64f)];

    // Multiples of the golden section reach every exponent and sign.
    private static readonly double[] s_anyBits =
    [
        .. Enumerable.Range(0, Count).Select(index =>
            BitConverter.UInt64BitsToDouble(Golden * (ulong)index)),
    ];

    private static readonly float[] s_anySingles =
    [
        .. Enumerable.Range(0, Count).Select(index =>
            BitConverter.UInt32BitsToSingle((uint)((Golden * (ulong)index) >> 32))),
    ];

    private static readonly double[] s_special =
    [
        .. Enumerable.Range(0, Count).Select(index => (index % 7) switch
        {
            0 => double.NaN,
            1 => double.PositiveInfinity,
            2 => -0.0,
            3 => double.Epsilon,
            4 => BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_1234)),
            _ => index,
        }),
    ];

    public static async Task<List<(string Name, string Hash)>> Of(ComputeCluster cluster, JobOptions options)
    {
        (string, ArrayInput)[] inputs =
        [
            ("x", ArrayInput.Random(Count, seed: 1)), ("y", ArrayInput.Random(Count, seed: 2)),
            ("f", s_singles),
            ("i", ArrayInput.Arange(Count)), ("special", s_special),
            ("anybits", s_anyBits), ("anyf", s_anySingles),
        ];
        var hashes = new List<(string, string)>();
        foreach (string expression in s_expressions.Concat(s_functions))
        {
            hashes.Add((expression, await Hash(cluster, Request(expression, null))));
        }

        foreach (string expression in s_reduced)
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                hashes.Add(
                    ($"{reduction} of {expression}", await Hash(cluster, Request(expression, reduction))));
            }
        }

        return hashes;

        JobRequest Request(string expression, Reduction? reduction) => new()
        {
            Expression = ArrayExpression.Parse(expression),
            Inputs = inputs,
            Reduction = reduction,
            Options = options,
        };
    }

    private static async Task<string> Hash(ComputeCluster cluster, JobRequest request)
    {
        JobResult result = await cluster.Submit(request);
        if (result.Value is { } value) return $"{value.Bits:x16}";
        using ComputeArray array = result.Array!;
        return Hash(array);
    }

    private static unsafe string Hash(ComputeArray array) =>
        Convert.ToHexStringLower(SHA256.HashData(new ReadOnlySpan<byte>(array.Address, (int)array.Bytes)));
}
