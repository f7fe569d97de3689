using System.Buffers;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Data;

/// <summary>
/// An array of the table: something to read, something to write, or both. Counted: the table holds one
/// reference, and so does every job that uses it; with the last one what lies behind is disposed.
/// </summary>
internal sealed class TableEntry(ElementSource? source, ElementTarget? target)
{
    private const int CopyBytes = 1 << 16;

    private int _references = 1;

    public ElementSource? Source => source;

    public ElementTarget? Target => target;

    /// <summary>True where an actor made the array for a job, rather than the program.</summary>
    public bool IsAllocated { get; init; }

    /// <summary>Called when the last reference is gone.</summary>
    public Action? Released { get; init; }

    /// <summary>Adds a reference, unless the last one is gone.</summary>
    public bool TryAddReference()
    {
        int references = Volatile.Read(ref _references);
        while (references > 0)
        {
            int seen = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (seen == references) return true;
            references = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0) return;
        source?.Dispose();
        target?.Dispose();
        Released?.Invoke();
    }

    /// <summary>Stores elements of the entry's source into a target, through a buffer.</summary>
    public void CopyTo(ElementTarget destination, long destinationStart, SliceRef slice)
    {
        int itemSize = source!.Description.Type.ItemSize();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            for (long done = 0; done < slice.Count;)
            {
                int count = (int)Math.Min(CopyBytes / itemSize, slice.Count - done);
                Span<byte> part = buffer.AsSpan(0, count * itemSize);
                source.Read(slice.Start + done, part);
                destination.Write(destinationStart + done, part);
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
