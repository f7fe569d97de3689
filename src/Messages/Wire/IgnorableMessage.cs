namespace ActorCompute.Messages.Wire;

/// <summary>
/// A message of a later version that this one may skip, as its tag says. It is dropped, with its payload.
/// </summary>
/// <param name="Tag">Its tag, from <see cref="FirstTag"/> on.</param>
public sealed record IgnorableMessage(ushort Tag)
{
    /// <summary>Tags from here on may be skipped by who does not know them; others may not.</summary>
    public const ushort FirstTag = 0x8000;
}
