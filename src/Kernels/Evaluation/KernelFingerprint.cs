using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// A hash over what the float64 kernels of this process give for a fixed table of arguments; those of the
/// other dtypes are made of the same code. Two nodes with different ones
/// would not give the same bits, so they do not compute together. Thread safe.
/// </summary>
public static class KernelFingerprint
{
    private const int Count = 256;

    private static readonly Lazy<ulong> s_value = new(Compute);

    /// <summary>The hash; computed once, in some tens of milliseconds, which is mostly compilation.</summary>
    public static ulong Value => s_value.Value;

    private static ulong Compute()
    {
        ulong hash = Hash(0xCBF29CE484222325, Numbers());
        foreach (Function function in Enum.GetValues<Function>()) hash = Hash(hash, Result(function));
        return hash;
    }

    /// <summary>In the manner of FNV-1a, eight bytes at a time.</summary>
    private static ulong Hash(ulong hash, ReadOnlySpan<long> words)
    {
        foreach (long word in words) hash = ((hash ^ (ulong)word) * 0x100000001B3) ^ (hash >> 29);
        return hash;
    }

    /// <summary>The bits of a function's results; none where it has no meaning for float64 or an
    /// argument.</summary>
    private static long[] Result(Function function)
    {
        string[] names = ["a", "b", "c"];
        names = names[..FunctionTable.Describe(function).Arity];
        (string, DType)[] inputs = [.. names.Select(name => (name, DType.Float64))];
        Plan plan;
        try
        {
            var operation = new ArrayExpression.Operation(
                function, [.. names.Select(name => new ArrayExpression.Variable(name))]);
            plan = Plan.Compile(ExpressionTyping.Bind(operation, inputs), null);
        }
        catch (ComputeException)
        {
            return [];
        }

        long[] bits = new long[Count];
        using ComputeArray result = ComputeArray.CreateUninitialized(
            new ArrayDescription(plan.ResultType, new Shape(Count)));
        ElementSource[] sources = [.. names.Select((_, place) => Source(place))];
        using var target = new ArrayTarget(result);
        RunOutcome outcome = TileEvaluator.Run(
            plan, sources, target, 0, Count, null, new StopFlag(), new EvaluationScratch());
        if (outcome.Status != RunStatus.Finished) return [];
        using var written = new ArraySource(result);
        written.Read(0, MemoryMarshal.AsBytes(bits.AsSpan())[..(Count * plan.ResultType.ItemSize())]);
        return bits;
    }

    /// <summary>The arguments: of all magnitudes and both signs, moved on by one for each further
    /// argument.</summary>
    private static MemorySource<double> Source(int place)
    {
        long[] numbers = Numbers();
        IEnumerable<double> arguments = Enumerable.Range(place, Count)
            .Select(index => BitConverter.Int64BitsToDouble(numbers[index % Count]));
        return new MemorySource<double>(arguments.ToArray());
    }

    /// <summary>Bits of float64 from 2^-40 to 2^40 in size, by a linear congruential generator.</summary>
    private static long[] Numbers()
    {
        long[] numbers = new long[Count];
        ulong state = 1;
        for (int index = 0; index < Count; index++)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            long exponent = 1023 + (long)(state >> 33) % 81 - 40;
            numbers[index] = (long)(state & 0x800FFFFFFFFFFFFF) | (exponent << 52);
        }

        return numbers;
    }
}
