namespace ActorCompute.Messages.Wire;

/// <summary>How a message travels: a row of the <see cref="MessageTable"/>.</summary>
/// <param name="Tag">Its number on the wire, never used for another message.</param>
/// <param name="Type">Its type.</param>
/// <param name="HasEnvelope">True for a message between actors.</param>
/// <param name="HasPayload">True where bytes may follow the fields.</param>
/// <param name="Write">Writes the fields.</param>
/// <param name="Read">Reads them.</param>
internal sealed record WireMessage(
    ushort Tag,
    Type Type,
    bool HasEnvelope,
    bool HasPayload,
    WireWrite<object> Write,
    WireRead<object> Read)
{
    /// <summary>A message from actor to actor.</summary>
    public static WireMessage OfActors<T>(ushort tag, WireWrite<T> write, WireRead<T> read)
        where T : class =>
        new(tag, typeof(T), HasEnvelope: true, HasPayload: false, Untyped(write), read);

    /// <summary>A message from one end of a connection to the other.</summary>
    public static WireMessage OfConnections<T>(
        ushort tag, WireWrite<T> write, WireRead<T> read, bool hasPayload = false)
        where T : class =>
        new(tag, typeof(T), HasEnvelope: false, hasPayload, Untyped(write), read);

    private static WireWrite<object> Untyped<T>(WireWrite<T> write) =>
        (ref writer, message) => write(ref writer, (T)message);
}
