using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Processes.Values;

/// <summary>
/// How values of one type travel between processes of a program. Both ends have it from the type itself: no
/// type is ever named in what travels. Immutable and thread safe.
/// </summary>
internal abstract class ValueCodec
{
    /// <summary>
    /// What a value takes at least, in bytes, at least 1: bounds how many a message can have.
    /// </summary>
    public abstract int LeastBytes { get; }

    /// <summary>Writes a value.</summary>
    /// <exception cref="Arrays.ComputeException">It has a part that does not travel.</exception>
    public abstract void Write(ValueWriter writer, object? value);

    /// <summary>Reads a value.</summary>
    /// <exception cref="WireException">The bytes are not one.</exception>
    public abstract object? Read(ref ValueReader reader);
}
