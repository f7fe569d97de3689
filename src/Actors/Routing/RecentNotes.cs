using System.Diagnostics.CodeAnalysis;

namespace ActorCompute.Actors.Routing;

/// <summary>
/// Notes on those that come and go for ever, so that they take room for the last ones only. A note is kept
/// for <see cref="Kept"/> at least since it was last made: as long as a message of its subject may be on its
/// way, and longer than one that is alive keeps silent.
/// </summary>
internal sealed class RecentNotes<TSubject, TNote>
    where TSubject : notnull
{
    /// <summary>How long a note is kept; up to twice that, where others are made meanwhile.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TSubject, (TNote Note, long At)> _notes = [];
    private long _clearedAt;

    public int Count => _notes.Count;

    /// <summary>Makes a note in the place of any before.</summary>
    public void Make(TSubject subject, TNote note, long now)
    {
        _notes[subject] = (note, now);
        if (now - _clearedAt < Clock.Nanoseconds(Kept)) return;
        foreach ((TSubject old, (_, long at)) in _notes)
        {
            if (now - at >= Clock.Nanoseconds(Kept)) _notes.Remove(old);
        }

        _clearedAt = now;
    }

    public bool TryGet(TSubject subject, [MaybeNullWhen(false)] out TNote note)
    {
        bool isNoted = _notes.TryGetValue(subject, out (TNote Note, long At) found);
        note = found.Note;
        return isNoted;
    }

    public bool Has(TSubject subject) => _notes.ContainsKey(subject);

    public void Remove(TSubject subject) => _notes.Remove(subject);
}
