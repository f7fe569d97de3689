using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// An array of the library's own: native memory (64-byte aligned, in huge pages where large, pooled) or a
/// mapped file, of any length. Elements lie in C order.
/// </summary>
/// <remarks>
/// Ownership: the maker disposes it. Jobs hold references of their own, and the memory is given back when the
/// last reference is released. An array that is forgotten instead is given back some time after it has become
/// unreachable, which a span or an address does not prevent: keep the array (a <c>using</c> does) for as long
/// as one of its spans is used. Thread safety: references are counted atomically; elements are as safe as
/// those of a CLR array.
/// </remarks>
public abstract unsafe partial class ComputeArray : IDisposable
{
    // Twice the count of references, plus one once the owner has disposed its own.
    private const int OneReference = 2;
    private const int Disposed = 1;

    private readonly void* _address;
    private MemoryRegion? _region;
    private int _state = OneReference;

    private protected ComputeArray(ArrayDescription description, MemoryRegion region)
    {
        Description = description;
        _region = region;
        _address = region.Address;
        IsReadOnly = region.IsReadOnly;
    }

    /// <summary>The dtype and shape; known even after disposal.</summary>
    public ArrayDescription Description { get; }

    /// <summary>The dtype.</summary>
    public DType Type => Description.Type;

    /// <summary>The dimensions.</summary>
    public Shape Shape => Description.Shape;

    /// <summary>Elements.</summary>
    public long Length => Description.Shape.Count;

    /// <summary>The size of all elements, in bytes.</summary>
    public long Bytes => Description.Bytes;

    /// <summary>
    /// True for a file mapped for reading: writing through its address would end the process.
    /// </summary>
    public bool IsReadOnly { get; }

    /// <summary>True once the owner has disposed the array, even while jobs still hold references.</summary>
    public bool IsDisposed => (Volatile.Read(ref _state) & Disposed) != 0;

    /// <summary>
    /// The address of element 0, a multiple of 64 (of a mapped file: as its header has it; of a slice: as its
    /// start has it); valid until the last reference is released.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The array was disposed.</exception>
    public void* Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _address;
        }
    }

    /// <summary>A one-dimensional array of zeros.</summary>
    /// <inheritdoc cref="Create(ArrayDescription)"/>
    public static ComputeArray<T> Create<T>(long length) where T : unmanaged => Create<T>(new Shape(length));

    /// <summary>An array of zeros.</summary>
    /// <inheritdoc cref="Create(ArrayDescription)"/>
    public static ComputeArray<T> Create<T>(Shape shape) where T : unmanaged =>
        (ComputeArray<T>)Create(new ArrayDescription(DTypes.Of<T>(), shape));

    /// <summary>An array of zeros, of the CLR type that belongs to the dtype.</summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it (<see cref="ErrorKind.OutOfMemory"/>), or the type is not of a dtype
    /// (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static ComputeArray Create(ArrayDescription description)
    {
        PooledRegion region = NativeRegion.Pool.Rent(description.Bytes);
        if (!region.IsZeroed) NativeMemory.Clear(region.Address, (nuint)description.Bytes);
        return Over(description, region);
    }

    /// <summary>A one-dimensional array that holds whatever its memory held before.</summary>
    /// <inheritdoc cref="Create(ArrayDescription)"/>
    public static ComputeArray<T> CreateUninitialized<T>(long length) where T : unmanaged =>
        CreateUninitialized<T>(new Shape(length));

    /// <summary>An array that holds whatever its memory held before.</summary>
    /// <inheritdoc cref="Create(ArrayDescription)"/>
    public static ComputeArray<T> CreateUninitialized<T>(Shape shape) where T : unmanaged =>
        (ComputeArray<T>)CreateUninitialized(new ArrayDescription(DTypes.Of<T>(), shape));

    /// <summary>
    /// An array, of the CLR type that belongs to the dtype, that holds whatever its memory held before.
    /// </summary>
    /// <inheritdoc cref="Create(ArrayDescription)"/>
    public static ComputeArray CreateUninitialized(ArrayDescription description) =>
        Over(description, NativeRegion.Pool.Rent(description.Bytes));

    /// <summary>A one-dimensional copy of a CLR array.</summary>
    /// <inheritdoc cref="Create(ArrayDescription)"/>
    public static ComputeArray<T> From<T>(T[] elements) where T : unmanaged => FromSpan<T>(elements);

    /// <summary>A one-dimensional copy of a span.</summary>
    /// <inheritdoc cref="Create(ArrayDescription)"/>
    public static ComputeArray<T> FromSpan<T>(ReadOnlySpan<T> elements) where T : unmanaged
    {
        ComputeArray<T> array = CreateUninitialized<T>(elements.Length);
        array.CopyFrom(elements);
        return array;
    }

    /// <summary>
    /// Takes a reference, which keeps the memory until <see cref="Release"/>; false if the array was
    /// disposed.
    /// </summary>
    public bool TryAddReference()
    {
        int state = Volatile.Read(ref _state);
        while ((state & Disposed) == 0)
        {
            int seen = Interlocked.CompareExchange(ref _state, state + OneReference, state);
            if (seen == state) return true;
            state = seen;
        }

        return false;
    }

    /// <summary>Takes a reference, which keeps the memory until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">The array was disposed.</exception>
    public void AddReference() => ObjectDisposedException.ThrowIf(!TryAddReference(), this);

    /// <summary>Gives back one reference taken before; the last one out gives the memory back.</summary>
    /// <exception cref="InvalidOperationException">More references are released than were taken.</exception>
    public void Release()
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            int owners = (state & Disposed) == 0 ? OneReference : 0;
            if (state - OneReference < owners)
            {
                throw new InvalidOperationException("more references are released than were taken");
            }

            int seen = Interlocked.CompareExchange(ref _state, state - OneReference, state);
            if (seen == state) break;
            state = seen;
        }

        GiveBackIfLast(state - OneReference);
    }

    /// <summary>Gives the owner's reference back. A second call does nothing.</summary>
    public void Dispose()
    {
        int state = Volatile.Read(ref _state);
        while ((state & Disposed) == 0)
        {
            int next = state - OneReference + Disposed;
            int seen = Interlocked.CompareExchange(ref _state, next, state);
            if (seen == state)
            {
                GiveBackIfLast(next);
                break;
            }

            state = seen;
        }
    }

    /// <summary>As in <c>float64 (3, 4)</c>.</summary>
    public override string ToString() => Description.ToString();

    /// <summary>An array over memory that it then owns.</summary>
    internal static ComputeArray Over(ArrayDescription description, MemoryRegion region) =>
        description.Type switch
        {
            DType.Float64 => new ComputeArray<double>(description, region),
            DType.Float32 => new ComputeArray<float>(description, region),
            DType.Int64 => new ComputeArray<long>(description, region),
            DType.Int32 => new ComputeArray<int>(description, region),
            _ => new ComputeArray<bool>(description, region),
        };

    /// <summary>
    /// The region that the array lies in, of a slice the whole's, and where in it, in bytes; false once the
    /// memory was given back.
    /// </summary>
    internal bool TryGetRegion([NotNullWhen(true)] out MemoryRegion? region, out long byteOffset)
    {
        region = Volatile.Read(ref _region);
        while (region is SliceRegion slice) region = Volatile.Read(ref slice.Whole._region);
        byteOffset = region is null ? 0 : (byte*)_address - (byte*)region.Address;
        return region is not null;
    }

    /// <summary>Takes a reference for a job and gives the address of element 0.</summary>
    /// <exception cref="ComputeException">
    /// The array was disposed (<see cref="ErrorKind.InputChanged"/>).
    /// </exception>
    internal void* AddressForJob() => TryAddReference()
        ? _address
        : throw new ComputeException(
            ErrorKind.InputChanged,
            $"the array {this} was disposed before the job took it: keep it until then");

    private void GiveBackIfLast(int state)
    {
        if (state < OneReference) Interlocked.Exchange(ref _region, null)?.Release();
    }
}
