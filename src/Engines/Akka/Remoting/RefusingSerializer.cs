using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>
/// For everything that has no serializer of its own: nothing is written, and nothing is made of what comes.
/// Akka.NET would take JSON with the names of types.
/// </summary>
/// <param name="system">The ActorSystem.</param>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <inheritdoc/>
    public override int Identifier => 7101;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj.GetType()} does not travel between nodes");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException("objects are not taken from other nodes");
}
