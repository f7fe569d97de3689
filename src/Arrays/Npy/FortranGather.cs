using System.Buffers;
using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// Reads runs of C order out of a file in Fortran order. A run is cut into boxes of the index space; a box is
/// read line by line along the first dimension, which is what lies together in the file, and scattered.
/// </summary>
internal sealed class FortranGather
{
    // Lines are cut at this many elements, so that the rows they are scattered to stay in the cache.
    private const int LineElements = 2048;

    // Lines that lie closer than this are read through a window, rather than by one call each.
    private const int CloseBytes = 2048;
    private const int WindowBytes = 64 * 1024;

    private readonly NpyReader _reader;
    private readonly int _itemSize;
    private readonly long[] _dimensions;
    private readonly long[] _targetStrides;
    private readonly long[] _fileStrides;

    public FortranGather(NpyReader reader)
    {
        _reader = reader;
        _itemSize = reader.Header.Element.Type.ItemSize();
        _dimensions = reader.Header.Shape.Dimensions.ToArray();
        _targetStrides = new long[_dimensions.Length];
        _fileStrides = new long[_dimensions.Length];
        long fileStride = 1;
        long targetStride = 1;
        for (int axis = 0, last = _dimensions.Length - 1; axis <= last; axis++)
        {
            _fileStrides[axis] = fileStride;
            _targetStrides[last - axis] = targetStride;
            fileStride *= _dimensions[axis];
            targetStride *= _dimensions[last - axis];
        }
    }

    /// <summary>
    /// Fills <paramref name="destination"/> with elements of C order from index <paramref name="start"/> on.
    /// </summary>
    /// <exception cref="ComputeException">
    /// The file is shorter than it was (<see cref="ErrorKind.InputChanged"/>).
    /// </exception>
    public void Read(long start, Span<byte> destination)
    {
        int rank = _dimensions.Length;
        Span<long> extents = stackalloc long[rank];
        Span<long> counter = stackalloc long[rank];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(WindowBytes);
        try
        {
            var window = new Window(_reader, buffer.AsSpan(0, WindowBytes), _itemSize, IsClose);
            long end = start + destination.Length / _itemSize;
            for (long position = start; position < end;)
            {
                long count = TakeBox(position, end, extents, out long fileStart);
                int offset = checked((int)((position - start) * _itemSize));
                ReadBox(ref window, fileStart, extents, counter, destination[offset..]);
                position += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool IsClose => _dimensions[0] * _reader.Header.Element.Size <= CloseBytes;

    /// <summary>
    /// The box of most elements that begins at a position and ends before <paramref name="end"/>: whole along
    /// the last axes, partial along one, a single index along the first ones. Gives its count of elements.
    /// </summary>
    private long TakeBox(long position, long end, Span<long> extents, out long fileStart)
    {
        int axis = 0;
        while (position % _targetStrides[axis] != 0 || position + _targetStrides[axis] > end) axis++;

        fileStart = 0;
        for (int i = 0; i < extents.Length; i++)
        {
            long index = position / _targetStrides[i] % _dimensions[i];
            fileStart += index * _fileStrides[i];
            extents[i] = i < axis ? 1
                : i > axis ? _dimensions[i]
                : Math.Min(_dimensions[i] - index, (end - position) / _targetStrides[i]);
        }

        return extents[axis] * _targetStrides[axis];
    }

    private void ReadBox(
        ref Window window,
        long fileStart,
        scoped ReadOnlySpan<long> extents,
        scoped Span<long> counter,
        scoped Span<byte> target)
    {
        for (long line = 0; line < extents[0]; line += LineElements)
        {
            int length = (int)Math.Min(LineElements, extents[0] - line);
            counter.Clear();
            do
            {
                long fileIndex = fileStart + line;
                long targetIndex = line * _targetStrides[0];
                for (int axis = 1; axis < counter.Length; axis++)
                {
                    fileIndex += counter[axis] * _fileStrides[axis];
                    targetIndex += counter[axis] * _targetStrides[axis];
                }

                ReadOnlySpan<byte> elements = window.Read(fileIndex, length);
                Scatter(elements, target[(int)(targetIndex * _itemSize)..]);
            }
            while (Advance(counter, extents));
        }
    }

    // The second axis varies fastest, as it does in the file.
    private static bool Advance(Span<long> counter, ReadOnlySpan<long> extents)
    {
        for (int axis = 1; axis < counter.Length; axis++)
        {
            if (++counter[axis] < extents[axis]) return true;
            counter[axis] = 0;
        }

        return false;
    }

    private void Scatter(ReadOnlySpan<byte> elements, Span<byte> target)
    {
        switch (_itemSize)
        {
            case 8:
                Scatter<ulong>(elements, target);
                break;
            case 4:
                Scatter<uint>(elements, target);
                break;
            default:
                Scatter<byte>(elements, target);
                break;
        }
    }

    private void Scatter<T>(ReadOnlySpan<byte> elements, Span<byte> target) where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(elements);
        Span<T> to = MemoryMarshal.Cast<byte, T>(target);

        // A box of one line may have a stride past the end of the target, to which no second element goes.
        nint stride = (nint)_targetStrides[0];
        nint place = 0;
        foreach (T element in from)
        {
            to[(int)place] = element;
            place += stride;
        }
    }

    /// <summary>
    /// The last run of converted elements that was read, and what follows it if lines lie close.
    /// </summary>
    private ref struct Window(NpyReader reader, Span<byte> buffer, int itemSize, bool readsAhead)
    {
        private readonly Span<byte> _buffer = buffer;
        private long _start;
        private int _count;

        public ReadOnlySpan<byte> Read(long start, int count)
        {
            if (start < _start || start + count > _start + _count)
            {
                long left = reader.Header.Shape.Count - start;
                _start = start;
                _count = readsAhead ? (int)Math.Min(_buffer.Length / itemSize, left) : count;
                reader.Read(start, _buffer[..(_count * itemSize)]);
            }

            return _buffer.Slice((int)(start - _start) * itemSize, count * itemSize);
        }
    }
}
