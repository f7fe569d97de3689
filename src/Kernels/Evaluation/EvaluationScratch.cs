using System.Runtime.InteropServices;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// The memory in which one thread evaluates tiles: native, aligned, kept from run to run and grown when a plan
/// needs more. Not thread safe: one for each thread that evaluates. Disposing gives the memory back.
/// </summary>
public sealed unsafe class EvaluationScratch : IDisposable
{
    // A page, so that a plan's buffers lie the same way to the cache's sets in every run.
    private const int Alignment = 4096;

    private byte* _memory;

    /// <summary>Gives back the memory of a scratch that was not disposed.</summary>
    ~EvaluationScratch() => Free();

    /// <summary>How much memory is held, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Memory of at least so many bytes, with any content; valid until the next call.</summary>
    internal byte* Reserve(long bytes)
    {
        if (bytes <= Bytes) return _memory;
        Free();
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        Bytes = bytes;
        return _memory;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        Bytes = 0;
    }
}
