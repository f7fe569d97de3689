using System.Runtime.InteropServices;

namespace ActorCompute.Client.Processes.Values;

/// <summary>Arrays of one dimension and lists, or null: a count and the elements.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <param name="element">How an element travels.</param>
/// <param name="isList">True for a <see cref="List{T}"/>.</param>
internal class SequenceCodec<T>(ValueCodec element, bool isList) : ValueCodec
{
    public override int LeastBytes => sizeof(int);

    public override void Write(ValueWriter writer, object? value)
    {
        ReadOnlySpan<T> elements = value switch
        {
            null => default,
            List<T> list when list.GetType() == typeof(List<T>) => CollectionsMarshal.AsSpan(list),
            T[] array when array.GetType() == typeof(T[]) => array,
            _ => throw RecordCodec.Polymorphic(value.GetType(), isList ? typeof(List<T>) : typeof(T[])),
        };
        writer.WriteInt32(value is null ? -1 : elements.Length);
        writer.Enter();
        WriteElements(writer, elements);
        writer.Leave();
    }

    public override object? Read(ref ValueReader reader)
    {
        if (reader.ReadCount(element.LeastBytes) is not { } count) return null;
        reader.Enter();
        T[] elements = ReadElements(ref reader, count);
        reader.Leave();
        if (!isList) return elements;
        var list = new List<T>(count);
        list.AddRange(elements.AsSpan());
        return list;
    }

    protected virtual void WriteElements(ValueWriter writer, ReadOnlySpan<T> elements)
    {
        foreach (T one in elements) element.Write(writer, one);
    }

    protected virtual T[] ReadElements(ref ValueReader reader, int count)
    {
        T[] elements = new T[count];
        for (int place = 0; place < count; place++) elements[place] = (T)element.Read(ref reader)!;
        return elements;
    }
}

/// <summary>Arrays and lists of numbers, whose bytes in memory are copied at once.</summary>
internal sealed class NumbersCodec<T>(ValueCodec element, bool isList) : SequenceCodec<T>(element, isList)
    where T : unmanaged
{
    protected override void WriteElements(ValueWriter writer, ReadOnlySpan<T> elements) =>
        writer.Write(elements);

    protected override unsafe T[] ReadElements(ref ValueReader reader, int count)
    {
        // The count was held against the bytes that are left.
        T[] elements = GC.AllocateUninitializedArray<T>(count);
        reader.Take(checked(count * sizeof(T))).CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }
}
