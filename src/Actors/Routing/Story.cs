using ActorCompute.Messages;

namespace ActorCompute.Actors.Routing;

/// <summary>What happened to a job, in order: its first events and, where there are very many, its last ones.</summary>
internal sealed class Story(long startedAt)
{
    private const int Kept = 2048;

    private readonly List<StoryEvent> _first = [];
    private readonly Queue<StoryEvent> _last = new();

    public void Add(
        long now, StoryKind kind, ActorRef worker = default, long firstChunk = -1, long chunks = 0, string? detail = null)
    {
        var line = new StoryEvent(TimeSpan.FromTicks((now - startedAt) / 100), kind, worker, firstChunk, chunks, detail);
        if (_first.Count < Kept)
        {
            _first.Add(line);
            return;
        }

        if (_last.Count == Kept) _last.Dequeue();
        _last.Enqueue(line);
    }

    public IReadOnlyList<StoryEvent> Events => _last.Count == 0 ? _first : [.. _first, .. _last];
}
