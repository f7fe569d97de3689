namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Reads a <see cref="ComputeArray"/> in place, and holds a reference to it until disposed.
/// </summary>
public sealed unsafe class ArraySource : ResidentSource
{
    private readonly ComputeArray _array;

    /// <summary>A source over an array, which may be disposed by its owner from then on.</summary>
    /// <exception cref="ComputeException">
    /// It was disposed before (<see cref="ErrorKind.InputChanged"/>).
    /// </exception>
    public ArraySource(ComputeArray array)
        : base(array.Description, array.AddressForJob()) => _array = array;

    private protected override void LetGo() => _array.Release();
}
