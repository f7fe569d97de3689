using ActorCompute.Arrays;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Engines.Cluster.Carriers;

/// <summary>
/// How an engine carries what functions of programs take and give. Both ends know a value's type from the
/// function's signature, and have a list of the types that may travel. Thread safe.
/// </summary>
public interface IFunctionValues
{
    /// <summary>Sees to it that values of a type can travel.</summary>
    /// <exception cref="ComputeException">
    /// They cannot (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    void Check(Type type);

    /// <summary>Writes a value.</summary>
    /// <param name="to">Takes its bytes.</param>
    /// <param name="type">The type that the signature says.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="ComputeException">It has a part that may not travel.</exception>
    void Write(Stream to, Type type, object? value);

    /// <summary>Reads a value, and trusts nothing of what comes.</summary>
    /// <param name="bytes">All of its bytes, and nothing behind them.</param>
    /// <param name="type">The type that the signature says.</param>
    /// <exception cref="WireException">The bytes are not a value of that type, or name one that may not
    /// travel.</exception>
    object? Read(ReadOnlySpan<byte> bytes, Type type);
}
