using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// The segments of other processes in this one's memory. Their makers reuse them, so they stay mapped when
/// nobody here uses them any more, the longest unused going first where they are too many. All members are
/// thread safe.
/// </summary>
/// <remarks>
/// A mapping keeps the memory from the system even after its maker has closed or lost it: call
/// <see cref="Forget"/> when a process is gone, and <see cref="DropClosed"/> from time to time.
/// </remarks>
public sealed unsafe class SegmentMap : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Process, int Descriptor, ulong Nonce), MappedSegment> _mapped = [];
    private readonly LinkedList<MappedSegment> _unused = new();
    private long _limitBytes;
    private long _unusedBytes;

    /// <summary>A map that keeps at most so much that nobody uses, in bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public SegmentMap(long limitBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limitBytes);
        _limitBytes = limitBytes;
    }

    /// <summary>What is mapped and used by nobody now, in bytes.</summary>
    public long UnusedBytes => Volatile.Read(ref _unusedBytes);

    /// <summary>Reads elements in place, one-dimensional, until the source is disposed.</summary>
    /// <exception cref="ComputeException">
    /// The segment is not there any more, or is another one (<see cref="ErrorKind.InputChanged"/>); the
    /// elements do not lie within it, or not at a multiple of their size, or take other than the reference's
    /// bytes (<see cref="ErrorKind.InvalidArgument"/>); or it cannot be mapped
    /// (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public ElementSource OpenSource(SegmentRef segment, DType type, long count)
    {
        ArrayDescription description = Describe(segment, type, count);
        MappedSegment mapped = Use(segment);
        return new SegmentSource(this, mapped, description, AddressOf(mapped, segment));
    }

    /// <summary>Writes elements in place, one-dimensional, until the target is disposed.</summary>
    /// <inheritdoc cref="OpenSource"/>
    public ElementTarget OpenTarget(SegmentRef segment, DType type, long count)
    {
        ArrayDescription description = Describe(segment, type, count);
        MappedSegment mapped = Use(segment);
        return new SegmentTarget(this, mapped, description, AddressOf(mapped, segment));
    }

    /// <summary>
    /// Unmaps the segments of a process that is gone: at once those that nobody uses, the others when their
    /// last source or target is disposed.
    /// </summary>
    public void Forget(int process) => DropWhere(segment => segment.Reference.Process == process);

    /// <summary>
    /// Unmaps, as <see cref="Forget"/> does, the segments that their makers have closed. Looks up each in the
    /// system, some microseconds each.
    /// </summary>
    public void DropClosed() => DropWhere(segment => !SegmentFile.Exists(segment.Reference));

    /// <summary>Keeps nothing from now on; what is still in use is unmapped when it is disposed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _limitBytes = 0;
            DropLongestUnused();
        }
    }

    /// <summary>Gives back what a source or target used.</summary>
    internal void Return(MappedSegment segment)
    {
        lock (_lock)
        {
            if (--segment.Users > 0) return;
            if (segment.IsForgotten)
            {
                segment.Mapping.Dispose();
                return;
            }

            _unused.AddLast(segment.Place);
            _unusedBytes += segment.Mapping.Bytes;
            DropLongestUnused();
        }
    }

    private static (int Process, int Descriptor, ulong Nonce) KeyOf(SegmentRef segment) =>
        (segment.Process, segment.Descriptor, segment.Nonce);

    private static void* AddressOf(MappedSegment mapped, SegmentRef segment) =>
        (byte*)mapped.Mapping.Address + segment.Offset;

    private static ArrayDescription Describe(SegmentRef segment, DType type, long count)
    {
        int itemSize = type.ItemSize();
        if (count < 0 || count > long.MaxValue / itemSize || count * itemSize != segment.Bytes
            || segment.Offset % itemSize != 0)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"{count} elements of {type.Name()} do not lie in {segment.Bytes} bytes at offset " +
                $"{segment.Offset} of a segment: give the bytes that they take, at a multiple of their size");
        }

        return new ArrayDescription(type, new Shape(count));
    }

    private static void ThrowIfOutside(SegmentRef segment, long length)
    {
        if (segment.Offset >= 0 && segment.Bytes >= 0 && segment.Offset <= length - segment.Bytes) return;
        throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"the segment {segment.Descriptor} of process {segment.Process} has {length} bytes, and " +
            $"{segment.Bytes} at offset {segment.Offset} are not within: ask for what its maker gave out");
    }

    private static MappedSegment Map(SegmentRef segment)
    {
        using SafeFileHandle file = SegmentFile.Open(segment);
        long length = SegmentFile.LengthOf(file);
        ThrowIfOutside(segment, length);
        SegmentMapping mapping = SegmentMapping.Of(file, length);
        SystemMemory.Populate(mapping.Address, length);
        return new MappedSegment(segment, mapping);
    }

    private MappedSegment Use(SegmentRef segment)
    {
        lock (_lock)
        {
            if (!_mapped.TryGetValue(KeyOf(segment), out MappedSegment? mapped))
            {
                mapped = Map(segment);
                _mapped.Add(KeyOf(segment), mapped);
                return mapped;
            }

            ThrowIfOutside(segment, mapped.Mapping.Bytes);
            if (mapped.Users++ == 0) TakeFromUnused(mapped);
            return mapped;
        }
    }

    private void DropWhere(Func<MappedSegment, bool> isToGo)
    {
        lock (_lock)
        {
            foreach (MappedSegment segment in _mapped.Values.Where(isToGo).ToList()) Drop(segment);
        }
    }

    private void DropLongestUnused()
    {
        while (_unusedBytes > _limitBytes) Drop(_unused.First!.Value);
    }

    private void Drop(MappedSegment segment)
    {
        _mapped.Remove(KeyOf(segment.Reference));
        segment.IsForgotten = true;
        if (segment.Users > 0) return;
        TakeFromUnused(segment);
        segment.Mapping.Dispose();
    }

    private void TakeFromUnused(MappedSegment segment)
    {
        _unused.Remove(segment.Place);
        _unusedBytes -= segment.Mapping.Bytes;
    }
}
