using System.Globalization;
using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Expressions.Text;
using ActorCompute.Client;

namespace ActorCompute.Seed.Options;

/// <summary>Reads the options that name inputs.</summary>
internal static class InputOptions
{
    private const long MostElements = 1L << 59;

    /// <summary><c>--in NAME=FILE.npy</c>.</summary>
    public static NamedInput File(string value)
    {
        Parts parts = Split("--in", value, "NAME=FILE, such as --in x=data.npy");
        return parts.Input(ArrayInput.File(parts.Rest));
    }

    /// <summary><c>--random NAME=COUNT[:SEED]</c>.</summary>
    public static NamedInput Random(string value)
    {
        Parts parts = Split("--random", value, "NAME=COUNT or NAME=COUNT:SEED, such as --random x=1000:42");
        int colon = parts.Rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return parts.Input(ArrayInput.Random(Count(parts.Option, parts.Rest)));

        string seed = parts.Rest[(colon + 1)..];
        string digits = seed.Replace("_", "", StringComparison.Ordinal);
        if (!ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
        {
            throw new UsageException(
                $"the SEED {Excerpt.Quote(seed)} in {parts.Option} is not a whole number from 0 to "
                + $"{ulong.MaxValue}");
        }

        return parts.Input(ArrayInput.Random(Count(parts.Option, parts.Rest[..colon]), number));
    }

    /// <summary><c>--arange NAME=COUNT</c>.</summary>
    public static NamedInput Arange(string value)
    {
        Parts parts = Split("--arange", value, "NAME=COUNT, such as --arange i=1000");
        return parts.Input(ArrayInput.Arange(Count(parts.Option, parts.Rest)));
    }

    private static Parts Split(string option, string value, string form)
    {
        string whole = $"{option} {Excerpt.Shorten(value)}";
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == value.Length - 1)
        {
            throw new UsageException($"{whole} is not of the form {form}");
        }

        string name = value[..equals];
        if (!IsVariable(name))
        {
            throw new UsageException(
                $"the NAME {Excerpt.Quote(name)} in {whole} cannot be a name in an expression: "
                + "use letters, digits and _, and none of the constants pi, e, inf, nan, True and False");
        }

        return new Parts(name, whole, value[(equals + 1)..]);
    }

    // The parser of expressions knows best what an expression can name.
    private static bool IsVariable(string name)
    {
        try
        {
            return ArrayExpression.Parse(name) is ArrayExpression.Variable variable && variable.Name == name;
        }
        catch (ComputeException)
        {
            return false;
        }
    }

    private static long Count(string option, string text)
    {
        string quoted = Excerpt.Quote(text);
        BigInteger count = OptionNumbers.Read(text) ?? throw new UsageException(
            $"the COUNT {quoted} in {option} is not a whole number: write 10000000, 10_000_000 or 1e7");
        string? fault = count < 0 ? "is negative: it is at least 0"
            : count > MostElements ? "is too large: an array has at most 2^59 elements"
            : null;
        if (fault is null) return (long)count;
        throw new UsageException($"the COUNT {quoted} in {option} {fault}");
    }

    private readonly record struct Parts(string Name, string Option, string Rest)
    {
        public NamedInput Input(ArrayInput input) => new(Name, Option, input);
    }
}
