using System.Globalization;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>
/// The messages of the engine by the project's own wire codec, under fixed manifests: the tag of the message
/// in hexadecimal digits. No type is named on the wire.
/// </summary>
/// <param name="system">The ActorSystem.</param>
public sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 7100;

    /// <inheritdoc/>
    public override string Manifest(object o) =>
        Checked(o).Tag.ToString("X4", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Checked(obj).Frame;

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) =>
        ushort.TryParse(manifest, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ushort tag)
            ? new RemoteMessage(tag, bytes)
            : throw new SerializationException($"'{manifest}' is not the manifest of a message");

    private static RemoteMessage Checked(object message) => message as RemoteMessage
        ?? throw new ArgumentException($"{message.GetType()} is not a message of the engine");
}
