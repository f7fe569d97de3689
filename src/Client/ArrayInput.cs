using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Kernels.Generators;

namespace ActorCompute.Client;

/// <summary>
/// An input of a job: the program's own memory, used in place and pinned while the job runs; an array of the
/// library; a .npy file; or numbers that are made where they are needed. Immutable. Memory must not change
/// while a job reads it.
/// </summary>
public readonly struct ArrayInput
{
    private readonly object? _owner;
    private readonly Func<object, ElementSource>? _open;

    private ArrayInput(object owner, Func<object, ElementSource> open) => (_owner, _open) = (owner, open);

    /// <summary>The elements of an array, in place.</summary>
    public static implicit operator ArrayInput(double[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayInput(float[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayInput(long[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayInput(int[] elements) => Of(elements);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    public static implicit operator ArrayInput(bool[] elements) => Of(elements);

    /// <summary>The elements of an array of the library, in place. The job keeps a reference to it.</summary>
    public static implicit operator ArrayInput(ComputeArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return new ArrayInput(array, static owner => new ArraySource((ComputeArray)owner));
    }

    /// <summary>A scalar: the same for every element of the job, with its own dtype.</summary>
    public static implicit operator ArrayInput(Scalar value) =>
        new(value, static owner => new ConstantSource((Scalar)owner));

    /// <summary>The elements of an array, in place.</summary>
    /// <exception cref="ComputeException">T is not double, float, long, int or bool.</exception>
    public static ArrayInput Of<T>(T[] elements) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new ArrayInput(elements, static owner => new MemorySource<T>((T[])owner));
    }

    /// <summary>The elements of memory, in place.</summary>
    /// <exception cref="ComputeException">T is not double, float, long, int or bool.</exception>
    public static ArrayInput Of<T>(ReadOnlyMemory<T> elements) where T : unmanaged =>
        new(elements, static owner => new MemorySource<T>((ReadOnlyMemory<T>)owner));

    /// <summary>
    /// The elements of a .npy file, read block by block as they are needed: it may be larger than memory. A
    /// file that is cut short meanwhile fails the job.
    /// </summary>
    public static ArrayInput File(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new ArrayInput(path, static owner => new NpySource((string)owner));
    }

    /// <summary>
    /// float64 in [0, 1) by element index: the numbers of
    /// <c>numpy.random.Generator(numpy.random.Philox(key=seed)).random(count)</c>, made as they are needed.
    /// </summary>
    /// <exception cref="ComputeException">The count is negative or over 2^59.</exception>
    public static ArrayInput Random(long count, ulong seed = 0)
    {
        var source = new PhiloxSource(seed, new Shape(count).Count);
        return new ArrayInput(source, static owner => (ElementSource)owner);
    }

    /// <summary>int64 from 0 to count - 1, made as they are needed.</summary>
    /// <exception cref="ComputeException">The count is negative or over 2^59.</exception>
    public static ArrayInput Arange(long count)
    {
        var source = new ArangeSource(new Shape(count).Count);
        return new ArrayInput(source, static owner => (ElementSource)owner);
    }

    /// <summary>Opens the input for a job.</summary>
    /// <exception cref="ComputeException">It cannot be had.</exception>
    internal ElementSource Open() => _open is null
        ? throw new ComputeException(
            ErrorKind.InvalidArgument, "an input was not set: give it an array or a file")
        : _open(_owner!);

    private sealed unsafe class ConstantSource(Scalar value) : ElementSource
    {
        public override ArrayDescription Description { get; } = new(value.Type, Shape.Scalar);

        public override void Read(long start, Span<byte> destination)
        {
            Span<byte> bits = stackalloc byte[sizeof(long)];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bits, value.Bits);
            bits[..destination.Length].CopyTo(destination);
        }
    }
}
