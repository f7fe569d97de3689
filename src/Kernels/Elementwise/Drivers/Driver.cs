using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Elementwise.Drivers;

/// <summary>
/// The one traversal of all kernels that cannot fail: steps over the arrays, and gives the rest to the very
/// same step through padded buffers. An element therefore goes through the same instructions wherever it
/// stands.
/// </summary>
internal static unsafe class Driver<TStep, TStore>
    where TStep : struct, IKernelStep
    where TStore : struct, IStorePolicy
{
    // The most that a step reads or writes of one array: two vectors of 512 bits.
    private const int BufferSize = 128;

    /// <summary>
    /// Computes <paramref name="count"/> results; the form of <see cref="ElementKernel.Run"/>. Never fails.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run(void** arguments, void* result, int count)
    {
        byte* first = (byte*)arguments[0];
        byte* second = TStep.SecondSize == 0 ? null : (byte*)arguments[1];
        byte* third = TStep.ThirdSize == 0 ? null : (byte*)arguments[2];
        byte* target = (byte*)result;
        nint remaining = count;
        if (TStore.NeedsAlignment)
        {
            int head = (int)Math.Min(UnalignedElements(target), remaining);
            RunPart(first, second, third, target, head);
            first += head * TStep.FirstSize;
            second += head * TStep.SecondSize;
            third += head * TStep.ThirdSize;
            target += head * TStep.ResultSize;
            remaining -= head;
        }

        int rest = (int)remaining & (TStep.Count - 1);
        byte* end = target + ((remaining - rest) * TStep.ResultSize);
        while (target < end)
        {
            TStep.Invoke<TStore>(first, second, third, target);
            first += TStep.Count * TStep.FirstSize;
            second += TStep.Count * TStep.SecondSize;
            third += TStep.Count * TStep.ThirdSize;
            target += TStep.Count * TStep.ResultSize;
        }

        RunPart(first, second, third, target, rest);
        return -1;
    }

    // The elements before the first place aligned to a step's results. Their bytes are a power of two.
    private static nint UnalignedElements(byte* target) =>
        (-(nint)target & ((TStep.Count * TStep.ResultSize) - 1)) / TStep.ResultSize;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunPart(byte* first, byte* second, byte* third, byte* target, int count)
    {
        byte* buffers = stackalloc byte[4 * BufferSize];
        while (count > 0)
        {
            int part = Math.Min(count, TStep.Count);
            Pad(buffers, first, part, TStep.FirstSize);
            Pad(buffers + BufferSize, second, part, TStep.SecondSize);
            Pad(buffers + (2 * BufferSize), third, part, TStep.ThirdSize);
            byte* results = buffers + (3 * BufferSize);
            TStep.Invoke<CachedStore>(buffers, buffers + BufferSize, buffers + (2 * BufferSize), results);
            Unsafe.CopyBlockUnaligned(target, results, (uint)(part * TStep.ResultSize));
            first += part * TStep.FirstSize;
            second += part * TStep.SecondSize;
            third += part * TStep.ThirdSize;
            target += part * TStep.ResultSize;
            count -= part;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pad(byte* buffer, byte* source, int count, int size)
    {
        if (size == 0) return;
        Unsafe.InitBlockUnaligned(buffer, 0, (uint)(TStep.Count * size));
        Unsafe.CopyBlockUnaligned(buffer, source, (uint)(count * size));
    }
}
