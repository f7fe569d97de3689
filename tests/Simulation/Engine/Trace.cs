namespace ActorCompute.Simulation.Engine;

/// <summary>
/// What happened in a run, a line an event. Made only when a run is replayed, since it is slow.
/// </summary>
public sealed class Trace(EventQueue events)
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Something happened to a message.</summary>
    public void Message(string verb, Envelope envelope)
    {
        string sender = envelope.Sender == envelope.Target ? "" : $"{MessageText.Of(envelope.Sender)} -> ";
        Note($"{verb,-9} {sender}{MessageText.Of(envelope.Target)}  {MessageText.Of(envelope.Message)}");
    }

    /// <summary>Something else happened.</summary>
    public void Note(string line) => _lines.Add($"{events.Now / 1e6,14:F6} ms  {line}");
}
