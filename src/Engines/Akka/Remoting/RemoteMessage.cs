using System.Buffers;
using ActorCompute.Arrays;
using ActorCompute.Messages.Wire;
using Akka.Event;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>A message between nodes, encoded as a frame of the wire codec by who sends it.</summary>
/// <param name="Tag">The message's tag.</param>
/// <param name="Frame">The frame: header, envelope and fields.</param>
internal sealed record RemoteMessage(ushort Tag, byte[] Frame) : IDeadLetterSuppression
{
    /// <summary>Encodes a message.</summary>
    /// <exception cref="ComputeException">The message has no place on the wire.</exception>
    public static RemoteMessage Of(in Envelope envelope, object message)
    {
        var frame = new ArrayBufferWriter<byte>();
        WireCodec.Write(frame, envelope, message);
        WireCodec.TryTagOf(message, out ushort tag);
        return new RemoteMessage(tag, frame.WrittenSpan.ToArray());
    }
}
