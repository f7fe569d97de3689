using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Client;

/// <summary>
/// Where a job's result goes when the caller says so: the program's own memory, an array of the library, or a
/// .npy file. Memory belongs to the job until it has ended, and holds anything if it fails. Immutable.
/// </summary>
public readonly struct ArrayOutput
{
    private readonly object? _owner;
    private readonly Func<object, ArrayDescription, ElementTarget>? _open;

    private ArrayOutput(object owner, Func<object, ArrayDescription, ElementTarget> open) =>
        (_owner, _open) = (owner, open);

    /// <summary>True where nothing was said: the result is a new array.</summary>
    internal bool IsUnset => _open is null;

    /// <summary>An array, in place.</summary>
    public static implicit operator ArrayOutput(double[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayOutput(float[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayOutput(long[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayOutput(int[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayOutput(bool[] elements) => Of(elements);

    /// <summary>An array of the library, in place.</summary>
    public static implicit operator ArrayOutput(ComputeArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return new ArrayOutput(array, static (owner, _) => new ArrayTarget((ComputeArray)owner));
    }

    /// <summary>An array, in place.</summary>
    public static ArrayOutput Of<T>(T[] elements) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        return Of<T>(elements.AsMemory());
    }

    /// <summary>Memory, in place. Its length is the result's count of elements.</summary>
    public static ArrayOutput Of<T>(Memory<T> elements) where T : unmanaged =>
        new(elements, static (owner, _) => new MemoryTarget<T>((Memory<T>)owner));

    /// <summary>
    /// A new .npy file of the result's shape. It is written under another name in the same folder, and
    /// appears, replacing one of its name, when it is whole.
    /// </summary>
    public static ArrayOutput File(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new ArrayOutput(
            path, static (owner, description) => new NpyTarget((string)owner, description));
    }

    /// <summary>Opens the output for a result.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be had, or is not of the result's dtype and count.
    /// </exception>
    internal ElementTarget Open(ArrayDescription result)
    {
        ElementTarget target = _open!(_owner!, result);
        ArrayDescription given = target.Description;
        if (given.Type == result.Type && given.Shape.Count == result.Shape.Count) return target;
        target.Dispose();
        throw new ComputeException(
            given.Type == result.Type ? ErrorKind.ShapeMismatch : ErrorKind.UnsupportedType,
            $"the result is {result}, but 'into' is {given}: "
            + $"give an array of {result.Shape.Count} {result.Type.Name()}");
    }
}
