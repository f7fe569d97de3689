using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// The int64 numbers 0 to count - 1, computed when they are read. Holds no memory; thread safe.
/// </summary>
/// <param name="count">How many numbers, from 0 to 2^59.</param>
public sealed unsafe class ArangeSource(long count) : ElementSource
{
    /// <inheritdoc/>
    public override ArrayDescription Description { get; } = new(DType.Int64, new Shape(count));

    /// <inheritdoc/>
    public override void Read(long start, Span<byte> destination)
    {
        int count = GeneratedRange.Check(Description, start, destination);
        fixed (byte* bytes = destination)
        {
            Fill(start, (long*)bytes, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(long start, long* numbers, int count)
    {
        int width = Vector512<long>.Count;
        Vector512<long> values = Vector512<long>.Indices + Vector512.Create(start);
        Vector512<long> step = Vector512.Create((long)width);
        int index = 0;
        for (; index <= count - width; index += width, values += step) values.Store(numbers + index);
        for (; index < count; index++) numbers[index] = start + index;
    }
}
