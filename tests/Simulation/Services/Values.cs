using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// What the blocks of inputs and outputs hold, and what a job's result is when it is computed directly.
/// </summary>
public static class Values
{
    /// <summary>The stamp of a block of an array of the client's program.</summary>
    public static ulong OfArray(ArrayId array, long block) =>
        ScheduleRandom.Mix((array.Node.Id << 56) + ((ulong)array.Number << 32) + (ulong)block + 1);

    /// <summary>
    /// The stamp of a block of an input that no node fetches: a generated one, or a scalar.
    /// </summary>
    public static ulong OfUnfetched(ExpressionSpec spec, int input, long block) =>
        spec.Inputs[input].Source is InputSource.ByReference scalar
            ? OfArray(scalar.Array, 0)
            : ScheduleRandom.Mix(((ulong)input << 48) + (ulong)block + 7);

    /// <summary>The kernel: what an element of the expression is, from those of the inputs.</summary>
    public static ulong Kernel(ulong running, ulong input) => ScheduleRandom.Mix(running * 31 + input);

    /// <summary>What an output stores of an element of the expression.</summary>
    public static ulong Output(ulong element, int output) => ScheduleRandom.Mix(element + (ulong)output);

    /// <summary>
    /// The element of the expression in a block of a job, computed from the inputs as they were made.
    /// </summary>
    public static ulong Element(ExpressionSpec spec, long block)
    {
        ulong element = 0;
        for (int input = 0; input < spec.Inputs.Count; input++)
        {
            element = Kernel(element, spec.Inputs[input].IsFetched
                ? OfArray(((InputSource.ByReference)spec.Inputs[input].Source).Array, block)
                : OfUnfetched(spec, input, block));
        }

        return element;
    }

    /// <summary>
    /// The state of a block in a sum. Floats differ so much in magnitude that their order shows.
    /// </summary>
    public static Partial State(DType type, ulong element)
    {
        if (type != DType.Float64) return new Partial((long)element);
        double value = Math.ScaleB((long)element >> 11, -(int)(element % 64));
        return new Partial(BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>The sum of a job, straight from the definition of the tree.</summary>
    public static Scalar Sum(ExpressionSpec spec)
    {
        if (spec.Grid.Count == 0) return new Scalar(spec.Type, 0);
        long blocks = Block.CountFor(spec.Grid.Count);
        int level = 64 - BitOperations.LeadingZeroCount((ulong)(blocks - 1));
        return new Scalar(spec.Type, Node(level, 0).A);

        Partial Node(int level, long index)
        {
            if (level == 0) return State(spec.Type, Element(spec, index));
            Partial left = Node(level - 1, 2 * index);
            bool hasRight = (2 * index + 1) << (level - 1) < blocks;
            return hasRight ? Add(spec.Type, left, Node(level - 1, 2 * index + 1)) : left;
        }
    }

    private static Partial Add(DType type, Partial left, Partial right) => type == DType.Float64
        ? new Partial(BitConverter.DoubleToInt64Bits(
            BitConverter.Int64BitsToDouble(left.A) + BitConverter.Int64BitsToDouble(right.A)))
        : new Partial(left.A + right.A);
}
