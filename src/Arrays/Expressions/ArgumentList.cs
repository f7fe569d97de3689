using System.Collections;

namespace ActorCompute.Arrays.Expressions;

/// <summary>
/// The arguments of an operation: immutable, and equal when they are equal one by one, so that the records
/// which hold it compare as trees. The hash is taken once; taking it does not descend.
/// </summary>
internal sealed class ArgumentList<T> : IReadOnlyList<T>
    where T : class
{
    private readonly T[] _items;
    private readonly int _hash;

    private ArgumentList(T[] items)
    {
        _items = items;
        HashCode hash = default;
        foreach (T item in items) hash.Add(item);
        _hash = hash.ToHashCode();
    }

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    /// <summary>The list itself if it is one already, else a copy.</summary>
    public static ArgumentList<T> Of(IReadOnlyList<T> items) => items as ArgumentList<T> ?? new([.. items]);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj)
        || (obj is ArgumentList<T> other && _hash == other._hash && _items.AsSpan().SequenceEqual(other._items));

    public override int GetHashCode() => _hash;
}
