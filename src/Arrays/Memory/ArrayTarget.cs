namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Writes into a <see cref="ComputeArray"/> in place, and holds a reference to it until disposed.
/// </summary>
public sealed unsafe class ArrayTarget : ResidentTarget
{
    /// <summary>A target over an array.</summary>
    /// <exception cref="ComputeException">
    /// It was disposed before (<see cref="ErrorKind.InputChanged"/>), or is a file mapped for reading
    /// (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public ArrayTarget(ComputeArray array)
        : base(array.Description, Writable(array).AddressForJob()) => Array = array;

    /// <summary>The array, to be used while this is not disposed.</summary>
    internal ComputeArray Array { get; }

    private protected override void LetGo() => Array.Release();

    private static ComputeArray Writable(ComputeArray array) => !array.IsReadOnly
        ? array
        : throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"the result cannot go into {array}, a file mapped for reading: map it with writable: true");
}
