using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Bench.Contenders;

/// <summary>The same bytes moved without computing anything: what memory allows.</summary>
internal sealed unsafe class ParallelCopy(double* source, double* target, long count, SlotTeam team)
{
    private const int Unroll = 4;

    private readonly long _partLength = (count / team.Slots / (Unroll * Vector512<double>.Count)) * Unroll
        * Vector512<double>.Count;

    /// <summary>With the platform's own copy.</summary>
    public void Copy() => team.Run(slot =>
    {
        (long start, long length) = Part(slot);
        long bytes = length * sizeof(double);
        Buffer.MemoryCopy(source + start, target + start, bytes, bytes);
    });

    /// <summary>With stores past the cache, so that the target's lines are not read before they are written.</summary>
    public void CopyPastTheCache() => team.Run(slot =>
    {
        (long start, long length) = Part(slot);
        CopyPastTheCache(source + start, target + start, length);
        if (Sse.IsSupported) Sse.StoreFence();
    });

    /// <summary>The elements read and added up, nothing stored: what memory allows a reduction.</summary>
    public void Read() => team.Run(slot =>
    {
        (long start, long length) = Part(slot);
        if (double.IsNegativeInfinity(Sum(source + start, length))) throw new InvalidOperationException();
    });

    /// <summary>The elements of both arrays read and added up.</summary>
    public void ReadBoth() => team.Run(slot =>
    {
        (long start, long length) = Part(slot);
        double sum = Sum(source + start, length) + Sum(target + start, length);
        if (double.IsNegativeInfinity(sum)) throw new InvalidOperationException();
    });

    private (long Start, long Length) Part(int slot)
    {
        long start = slot * _partLength;
        return (start, slot == team.Slots - 1 ? count - start : _partLength);
    }

    private static void CopyPastTheCache(double* source, double* target, long length)
    {
        int width = Vector512<double>.Count;
        long index = 0;
        for (; index <= length - (Unroll * width); index += Unroll * width)
        {
            Vector512<double> first = Vector512.Load(source + index);
            Vector512<double> second = Vector512.Load(source + index + width);
            Vector512<double> third = Vector512.Load(source + index + (2 * width));
            Vector512<double> fourth = Vector512.Load(source + index + (3 * width));
            first.StoreAlignedNonTemporal(target + index);
            second.StoreAlignedNonTemporal(target + index + width);
            third.StoreAlignedNonTemporal(target + index + (2 * width));
            fourth.StoreAlignedNonTemporal(target + index + (3 * width));
        }

        for (; index < length; index++) target[index] = source[index];
    }

    private static double Sum(double* source, long length)
    {
        int width = Vector512<double>.Count;
        Vector512<double> first = default, second = default, third = default, fourth = default;
        long index = 0;
        for (; index <= length - (Unroll * width); index += Unroll * width)
        {
            first += Vector512.Load(source + index);
            second += Vector512.Load(source + index + width);
            third += Vector512.Load(source + index + (2 * width));
            fourth += Vector512.Load(source + index + (3 * width));
        }

        double sum = Vector512.Sum(first + second + third + fourth);
        for (; index < length; index++) sum += source[index];
        return sum;
    }
}
