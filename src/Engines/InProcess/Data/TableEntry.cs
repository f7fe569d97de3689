using ActorCompute.Arrays.Memory;

namespace ActorCompute.Engines.InProcess.Data;

/// <summary>
/// An array of the table: something to read, something to write, or both. Counted: the table holds one reference,
/// and so does every job that uses it; with the last one what lies behind is disposed.
/// </summary>
internal sealed class TableEntry(ElementSource? source, ElementTarget? target)
{
    private int _references = 1;

    public ElementSource? Source => source;

    public ElementTarget? Target => target;

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
    }
}
