using System.Buffers;
using System.Security.Cryptography;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;

namespace ActorCompute.Seed.Evaluation;

/// <summary>What the runs gave and took. Owns the result; disposing gives it back.</summary>
/// <param name="Last">What came of the last run.</param>
/// <param name="Elements">The elements of the result: of the expression, or the one value of its
/// reduction.</param>
/// <param name="Workers">How many workers there were; of a cluster, how many took part.</param>
/// <param name="Engine">The name of the engine.</param>
/// <param name="Retries">Chunks that were assigned again, of all runs.</param>
/// <param name="Seconds">What each run took, from submission to the finished result.</param>
internal sealed record EvalResult(
    JobResult Last,
    ElementSource Elements,
    int Workers,
    string Engine,
    long Retries,
    IReadOnlyList<double> Seconds)
    : IDisposable
{
    // Enough that a call costs nothing beside its bytes, and small enough to stay in the cache.
    private const int RunBytes = 1 << 18;

    /// <summary>Dtype and shape of the result.</summary>
    public ArrayDescription Description => Elements.Description;

    /// <summary>The SHA-256 of all elements, little-endian in C order, as hexadecimal digits.</summary>
    public string Sha256(CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ForEachRun(stop, (_, bytes) => hash.AppendData(bytes));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Copies all elements to a target, and completes it.</summary>
    /// <exception cref="ComputeException">It cannot be written.</exception>
    public void WriteTo(ElementTarget target, CancellationToken stop)
    {
        ForEachRun(stop, target.Write);
        target.Complete();
    }

    /// <summary>Gives the result back.</summary>
    public void Dispose() => Elements.Dispose();

    private void ForEachRun(CancellationToken stop, Action<long, ReadOnlySpan<byte>> action)
    {
        int itemSize = Description.Type.ItemSize();
        int most = RunBytes / itemSize;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(RunBytes);
        for (long start = 0; start < Description.Shape.Count; start += most)
        {
            stop.ThrowIfCancellationRequested();
            int count = (int)Math.Min(most, Description.Shape.Count - start);
            Span<byte> run = buffer.AsSpan(0, count * itemSize);
            Elements.Read(start, run);
            action(start, run);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
