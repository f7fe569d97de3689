using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// Python's <c>multiprocessing.Array</c>: numbers that threads and processes share, in place. Made by <see
/// cref="ComputeCluster.CreateSharedArray{T}(long)"/>. It owns its memory: dispose it when nobody uses it any
/// more; jobs that read it keep it until they have ended.
/// </summary>
/// <remarks>
/// Elements are not guarded one by one, since that would cost more than the work on them: give each process a
/// part of its own by <see cref="Span"/>, or hold <see cref="Lock"/> where they meet. It is an input of jobs
/// as it is. All members but <see cref="Lock"/> throw <see cref="ObjectDisposedException"/> after disposal.
/// </remarks>
/// <typeparam name="T">double, float, long, int or bool.</typeparam>
public sealed class SharedArray<T> : IDisposable where T : unmanaged
{
    internal SharedArray(ComputeArray<T> array) => Array = array;

    /// <summary>The elements as an array of the library.</summary>
    public ComputeArray<T> Array { get; }

    /// <summary>How many elements.</summary>
    public long Length => Array.Length;

    /// <summary>
    /// Python's <c>get_lock()</c>: for what several processes do to the same elements. It is reentrant,
    /// belongs to a thread, and must not be held across an await.
    /// </summary>
    public Lock Lock { get; } = new();

    /// <summary>One element, without the lock.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not within the array.</exception>
    public T this[long index]
    {
        get => Array[index];
        set => Array[index] = value;
    }

    /// <summary>The array as an input of a job.</summary>
    public static implicit operator ArrayInput(SharedArray<T> array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.Array;
    }

    /// <summary>
    /// The elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> in place.
    /// Parts that do not overlap can be written at once without the lock.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the array.</exception>
    public Span<T> Span(long start, int count) => Array.Span(start, count);

    /// <summary>A copy of all elements.</summary>
    /// <exception cref="ComputeException">
    /// There are more than a CLR array can hold (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public T[] ToArray() => Array.ToArray();

    /// <summary>Gives the memory back once no job uses it.</summary>
    public void Dispose() => Array.Dispose();
}
