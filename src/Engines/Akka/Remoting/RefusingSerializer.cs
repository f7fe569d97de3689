using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>
/// For everything that has no serializer of its own, and in place of Akka.NET's JSON with the names of types:
/// nothing is written, and nothing is made of what comes.
/// </summary>
/// <param name="system">The ActorSystem.</param>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>In the place of a serializer that has settings.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : this(system)
    {
        // Those of JSON, which is not spoken.
        _ = settings;
    }

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
