using ActorCompute.Messages;

namespace ActorCompute.Seed.Output;

/// <summary>What happened to a job that failed, a line an event.</summary>
internal static class StoryOutput
{
    // Of a story that is longer, the beginning and the end tell most.
    private const int MostLines = 200;

    /// <summary>Writes the events with their times since submission.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<StoryEvent> story)
    {
        int left = Math.Max(0, story.Count - MostLines);
        for (int place = 0; place < story.Count; place++)
        {
            if (place == MostLines / 2 && left > 0)
            {
                writer.WriteLine($"    ... {left} more events ...");
                place += left;
            }

            writer.WriteLine(Line(story[place]));
        }
    }

    private static string Line(StoryEvent one)
    {
        string chunks = one.Chunks switch
        {
            <= 0 => "",
            1 => $" chunk {Math.Max(0, one.FirstChunk)}",
            _ when one.FirstChunk < 0 => $" {one.Chunks} chunks",
            _ => $" chunks {one.FirstChunk} to {one.FirstChunk + one.Chunks - 1}",
        };
        string worker = one.Worker == ActorRef.Nobody ? "" : $" worker {one.Worker}";
        string detail = one.Detail is null ? "" : $" ({one.Detail})";
        return $"{one.At.TotalMilliseconds,12:F3} ms {one.Kind.ToString().ToLowerInvariant()}{chunks}{worker}{detail}";
    }
}
