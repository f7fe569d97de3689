using System.Buffers;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Writes into the caller's memory (a CLR array, a <see cref="Memory{T}"/>) in place. The memory is pinned
/// until the target is disposed; a target that is never disposed keeps it pinned for ever.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed unsafe class MemoryTarget<T> : ResidentTarget where T : unmanaged
{
    private MemoryHandle _pin;

    /// <summary>A one-dimensional target over memory.</summary>
    /// <exception cref="ComputeException">
    /// The type has no dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public MemoryTarget(Memory<T> memory)
        : this(memory, new Shape(memory.Length))
    {
    }

    /// <summary>A target over memory that is to hold an array of a shape in C order.</summary>
    /// <exception cref="ComputeException">
    /// The shape has another count than the memory (<see cref="ErrorKind.ShapeMismatch"/>), or the type has
    /// no dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public MemoryTarget(Memory<T> memory, Shape shape)
        : this(ResidentMemory.Describe<T>(memory.Length, shape), memory.Pin())
    {
    }

    private MemoryTarget(ArrayDescription description, MemoryHandle pin)
        : base(description, ResidentMemory.AddressOf(pin)) => _pin = pin;

    private protected override void LetGo() => _pin.Dispose();
}
