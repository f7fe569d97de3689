using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Messages.Wire;

/// <summary>
/// How an expression travels: its nodes in postfix order, arguments before what is computed from them. So it
/// is read as a stack machine runs, and a deep tree costs no thread its stack.
/// </summary>
internal static class WireExpressions
{
    // A kind, and a byte at least to say which one.
    private const int LeastNodeBytes = 2;

    private enum NodeKind : byte
    {
        Constant = 1,
        WeakConstant = 2,
        Variable = 3,
        Operation = 4,
        Cast = 5,
    }

    public static void WriteExpression(this ref WireWriter writer, ArrayExpression root)
    {
        // What comes before its arguments, and these from the last to the first, is postfix order reversed.
        List<ArrayExpression> reversed = [];
        Stack<ArrayExpression> pending = new([root]);
        while (pending.TryPop(out ArrayExpression? node))
        {
            reversed.Add(node);
            foreach (ArrayExpression argument in ArgumentsOf(node)) pending.Push(argument);
        }

        writer.WriteInt32(reversed.Count);
        for (int place = reversed.Count - 1; place >= 0; place--) WriteNode(ref writer, reversed[place]);
    }

    /// <exception cref="ComputeException">The tree is deeper than an expression may be.</exception>
    public static ArrayExpression ReadExpression(this ref WireReader reader)
    {
        int nodes = reader.ReadCount(LeastNodeBytes);
        if (nodes > ArrayExpression.MaxNodes)
        {
            throw reader.Malformed(
                $"an expression has {nodes} nodes, over the limit of {ArrayExpression.MaxNodes}");
        }

        List<ArrayExpression> operands = [];
        for (int node = 0; node < nodes; node++) operands.Add(ReadNode(ref reader, operands));
        return operands.Count == 1
            ? operands[0]
            : throw reader.Malformed($"an expression has {operands.Count} results");
    }

    private static IReadOnlyList<ArrayExpression> ArgumentsOf(ArrayExpression node) => node switch
    {
        ArrayExpression.Operation operation => operation.Arguments,
        ArrayExpression.Cast cast => [cast.Argument],
        _ => [],
    };

    private static void WriteNode(ref WireWriter writer, ArrayExpression node)
    {
        switch (node)
        {
            case ArrayExpression.Constant constant:
                NodeKind kind = constant.IsWeak ? NodeKind.WeakConstant : NodeKind.Constant;
                writer.WriteByte((byte)kind);
                WriteScalar(ref writer, constant.Value);
                break;
            case ArrayExpression.Variable variable:
                writer.WriteByte((byte)NodeKind.Variable);
                writer.WriteName(variable.Name);
                break;
            case ArrayExpression.Operation operation:
                writer.WriteByte((byte)NodeKind.Operation);
                writer.WriteByte((byte)operation.Function);
                break;
            case ArrayExpression.Cast cast:
                writer.WriteByte((byte)NodeKind.Cast);
                writer.WriteType(cast.Type);
                break;
            case ArrayExpression.Local local:
                throw new ComputeException(
                    ErrorKind.InvalidExpression,
                    $"the kernel {local.Kernel.Name} is of this program and runs in its process only, for "
                    + "code never travels: write it as an expression, or use a cluster in this process");
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node, "not an expression that travels");
        }
    }

    private static ArrayExpression ReadNode(ref WireReader reader, List<ArrayExpression> operands)
    {
        switch (reader.Defined((NodeKind)reader.ReadByte()))
        {
            case NodeKind.Constant:
                return new ArrayExpression.Constant(ReadScalar(ref reader), IsWeak: false);
            case NodeKind.WeakConstant:
                Scalar value = ReadScalar(ref reader);
                return value.Type is DType.Float64 or DType.Int64 or DType.Bool
                    ? new ArrayExpression.Constant(value, IsWeak: true)
                    : throw reader.Malformed($"a number of the text language is not {value.Type.Name()}");
            case NodeKind.Variable:
                return new ArrayExpression.Variable(reader.ReadText());
            case NodeKind.Operation:
                Function function = reader.Defined((Function)reader.ReadByte());
                int arity = FunctionTable.Describe(function).Arity;
                return new ArrayExpression.Operation(function, TakeLast(ref reader, operands, arity));
            default:
                return new ArrayExpression.Cast(reader.ReadType(), TakeLast(ref reader, operands, 1)[0]);
        }
    }

    private static ArrayExpression[] TakeLast(
        ref WireReader reader, List<ArrayExpression> operands, int count)
    {
        int first = operands.Count - count;
        if (first < 0) throw reader.Malformed($"{count} arguments are taken, and {operands.Count} are there");
        ArrayExpression[] taken = [.. CollectionsMarshal.AsSpan(operands)[first..]];
        operands.RemoveRange(first, count);
        return taken;
    }

    private static void WriteScalar(ref WireWriter writer, Scalar value)
    {
        writer.WriteType(value.Type);
        switch (value.Type.ItemSize())
        {
            case sizeof(long):
                writer.WriteInt64(value.Bits);
                break;
            case sizeof(int):
                writer.WriteInt32((int)value.Bits);
                break;
            default:
                writer.WriteBoolean(value.ToBool());
                break;
        }
    }

    private static Scalar ReadScalar(ref WireReader reader)
    {
        DType type = reader.ReadType();
        return new Scalar(type, type switch
        {
            DType.Float64 or DType.Int64 => reader.ReadInt64(),
            DType.Float32 => reader.ReadUInt32(),
            DType.Int32 => reader.ReadInt32(),
            _ => reader.ReadBoolean() ? 1 : 0,
        });
    }
}
