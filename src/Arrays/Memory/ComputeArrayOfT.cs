using System.Buffers;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// A <see cref="ComputeArray"/> whose elements are of a CLR type: double, float, long, int or bool. Made by
/// the factories of <see cref="ComputeArray"/>. All members throw <see cref="ObjectDisposedException"/> after
/// disposal.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed unsafe partial class ComputeArray<T> : ComputeArray where T : unmanaged
{
    internal ComputeArray(ArrayDescription description, MemoryRegion region)
        : base(description, region)
    {
    }

    /// <summary>One element, by its global index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not within the array.</exception>
    /// <exception cref="InvalidOperationException">An element of a read-only array is set.</exception>
    public T this[long index]
    {
        get
        {
            T element = *At(index, 1);
            GC.KeepAlive(this);
            return element;
        }

        set
        {
            ThrowIfReadOnly();
            *At(index, 1) = value;
            GC.KeepAlive(this);
        }
    }

    /// <summary>
    /// The elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> in place.
    /// Keep the array undisposed and reachable while the span is used.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the array.</exception>
    /// <exception cref="InvalidOperationException">
    /// The array is read-only: use <see cref="ReadOnlySpan"/>.
    /// </exception>
    public Span<T> Span(long start, int count)
    {
        ThrowIfReadOnly();
        return new Span<T>(At(start, count), count);
    }

    /// <summary>As <see cref="Span"/>, for reading; of any array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the array.</exception>
    public ReadOnlySpan<T> ReadOnlySpan(long start, int count) => new(At(start, count), count);

    /// <summary>
    /// As <see cref="Span"/>, as memory that may be kept: it keeps the array reachable, and a pin of it holds
    /// a reference.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the array.</exception>
    /// <exception cref="InvalidOperationException">
    /// The array is read-only: use <see cref="AsReadOnlyMemory"/>.
    /// </exception>
    public Memory<T> AsMemory(long start, int count)
    {
        ThrowIfReadOnly();
        return Window(start, count);
    }

    /// <summary>As <see cref="AsMemory"/>, for reading; of any array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the array.</exception>
    public ReadOnlyMemory<T> AsReadOnlyMemory(long start, int count) => Window(start, count);

    /// <summary>
    /// Copies elements from index <paramref name="start"/> on until <paramref name="destination"/> is full.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The array ends before.</exception>
    public void CopyTo(Span<T> destination, long start = 0)
    {
        ReadOnlySpan(start, destination.Length).CopyTo(destination);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Overwrites elements from index <paramref name="start"/> on with all of <paramref name="source"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The array ends before.</exception>
    /// <exception cref="InvalidOperationException">The array is read-only.</exception>
    public void CopyFrom(ReadOnlySpan<T> source, long start = 0)
    {
        source.CopyTo(Span(start, source.Length));
        GC.KeepAlive(this);
    }

    /// <summary>A copy of all elements as a CLR array, in C order.</summary>
    /// <exception cref="ComputeException">
    /// There are more than a CLR array can hold (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public T[] ToArray()
    {
        if (Length > Array.MaxLength)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"{Length} elements are too many for a CLR array, which holds {Array.MaxLength}: " +
                "take spans of the array, or copy it run by run");
        }

        T[] elements = GC.AllocateUninitializedArray<T>((int)Length);
        CopyTo(elements);
        return elements;
    }

    private Memory<T> Window(long start, int count)
    {
        _ = At(start, count);
        return new ArrayWindow(this, start, count).Memory;
    }

    private T* At(long start, int count)
    {
        T* address = (T*)Address;
        bool isWithin = count >= 0 && (ulong)start <= (ulong)Length && count <= Length - start;
        if (!isWithin) ThrowOutOfRange(start, count);
        return address + start;
    }

    private void ThrowOutOfRange(long start, int count) =>
        throw new ArgumentOutOfRangeException(
            nameof(start), start, $"{count} elements from there on are not within the array of {Length}");

    private void ThrowIfReadOnly()
    {
        if (!IsReadOnly) return;
        throw new InvalidOperationException("the array is a file mapped for reading: map it writable");
    }

    /// <summary>A run of the array as memory.</summary>
    private sealed class ArrayWindow(ComputeArray<T> array, long start, int count) : MemoryManager<T>
    {
        public override Span<T> GetSpan() => new(array.At(start, count), count);

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)count);
            array.AddReference();
            return new MemoryHandle(array.At(start, count) + elementIndex, default, this);
        }

        public override void Unpin() => array.Release();

        // The memory is the array's.
        protected override void Dispose(bool disposing)
        {
        }
    }
}
