namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Reads a <see cref="ComputeArray"/> in place, and holds a reference to it until disposed.
/// </summary>
public sealed unsafe class ArraySource : ResidentSource
{
    /// <summary>A source over an array, which may be disposed by its owner from then on.</summary>
    /// <exception cref="ComputeException">
    /// It was disposed before (<see cref="ErrorKind.InputChanged"/>).
    /// </exception>
    public ArraySource(ComputeArray array)
        : base(array.Description, array.AddressForJob()) => Array = array;

    /// <summary>The array, to be used while this is not disposed.</summary>
    internal ComputeArray Array { get; }

    private protected override void LetGo() => Array.Release();
}
