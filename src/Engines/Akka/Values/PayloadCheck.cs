using System.Buffers.Binary;
using System.Text;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// Goes over what claims to be a value before Hyperion makes anything of it. Hyperion takes memory for any
/// count that it reads, and calls itself for each value within a value: here no count is more than the bytes
/// that are left can fill, nothing is deeper than a stack can bear, and each type that is named is one of
/// those that may be.
/// </summary>
/// <param name="bytes">All of the value.</param>
/// <param name="layouts">The types that may be named.</param>
internal ref struct PayloadCheck(ReadOnlySpan<byte> bytes, IReadOnlyDictionary<string, Layout> layouts)
{
    /// <summary>How deep values may be within values.</summary>
    public const int MaxDepth = 64;

    private readonly List<Layout> _named = [];
    private ReadOnlySpan<byte> _left = bytes;
    private int _depth;

    /// <summary>Goes over the value.</summary>
    /// <exception cref="WireException">It is none that Hyperion should be given.</exception>
    public void Run()
    {
        Value();
        if (_left.Length > 0) throw new WireException($"{_left.Length} bytes follow a value of a call");
    }

    private void Value()
    {
        byte kind = Take(1)[0];
        switch (kind)
        {
            case Layout.AnyValue:
                break;
            case Layout.Bytes:
                Take(Count(1));
                break;
            case Layout.Scalars:
                Scalars(Take(1)[0]);
                break;
            case Layout.Named:
                Layout layout = Named();
                _named.Add(layout);
                Body(layout);
                break;
            case Layout.NamedBefore:
                int place = BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));
                if (place >= _named.Count) throw new WireException("a value of a call has a type of no name");
                Body(_named[place]);
                break;
            default:
                Scalar(kind);
                break;
        }
    }

    private void Body(Layout layout)
    {
        if (_depth++ == MaxDepth)
        {
            throw new WireException($"values of a call are over {MaxDepth} levels deep");
        }

        if (layout.Fields is { } fields)
        {
            foreach (byte kind in fields)
            {
                if (kind == Layout.AnyValue) Value();
                else Scalar(kind);
            }
        }
        else
        {
            for (int count = Count(1); count > 0; count--) Value();
        }

        _depth--;
    }

    private void Scalars(byte kind)
    {
        int size = SizeOf(kind);
        int count = Count(Math.Max(1, size));
        if (kind != Layout.Text) Take(size * count);
        else for (; count > 0; count--) Scalar(kind);
    }

    private void Scalar(byte kind)
    {
        if (kind != Layout.Text)
        {
            Take(SizeOf(kind));
            return;
        }

        byte length = Take(1)[0];
        if (length == byte.MaxValue) Take(Count(1));
        else if (length > 0) Take(length - 1);
    }

    private Layout Named()
    {
        string name = Encoding.UTF8.GetString(Take(Count(1)));
        return layouts.TryGetValue(name, out Layout? layout) ? layout : throw new WireException(
            $"a value of a call names the type '{name}', which is not on the list of types that may travel "
            + "here: if it is safe, start worker nodes with --allow and its full name, and add it to "
            + "ConnectOptions.Functions of clients");
    }

    private static int SizeOf(byte kind) => Layout.SizeOf(kind)
        ?? throw new WireException($"{kind} is no kind of a value of a call");

    /// <summary>How many things follow, each of which takes at least so many bytes.</summary>
    private int Count(int leastBytes)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        if (count >= 0 && count <= _left.Length / leastBytes) return count;
        throw new WireException($"{count} values do not fit in the {_left.Length} bytes of a call");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length)
        {
            throw new WireException($"{count} bytes were to follow in a call, and {_left.Length} are left");
        }

        ReadOnlySpan<byte> next = _left[..count];
        _left = _left[count..];
        return next;
    }
}
