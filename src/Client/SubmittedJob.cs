using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Messages;

namespace ActorCompute.Client;

/// <summary>
/// What a job of this client has entered into the engine's table, until the job has ended. Disposing takes it
/// out again, and disposes the result unless it was taken.
/// </summary>
internal sealed class SubmittedJob : IDisposable
{
    private readonly IArrayTable _table;
    private readonly ArrayId[] _inputs;
    private readonly ArrayId? _output;
    private readonly ElementTarget? _target;
    private ComputeArray? _result;

    public SubmittedJob(
        JobId id, JobSpec spec, ArrayDescription elements, IArrayTable table, ArrayId[] inputs,
        ElementTarget? target,
        ComputeArray? result, ArrayId? output)
    {
        Id = id;
        Spec = spec;
        Elements = elements;
        _table = table;
        _inputs = inputs;
        _target = target;
        _result = result;
        _output = output;
    }

    public JobId Id { get; }

    public JobSpec Spec { get; }

    /// <summary>Dtype and shape of the expression's elements.</summary>
    public ArrayDescription Elements { get; }

    public IProgress<JobProgress>? Progress { get; init; }

    /// <summary>
    /// True where a kernel is the program's own, which may take any time and never look at a stop.
    /// </summary>
    public bool MayTakeAnyTime { get; init; }

    /// <summary>
    /// What a failure of the job is to the program, where it is not the router's sentence; null otherwise.
    /// </summary>
    public Func<ErrorKind, Exception?>? Explain { get; init; }

    /// <summary>True where the end of the job has to wait for a disk, or for a copy.</summary>
    public bool MustBeCompleted(JobProtocol.JobCompleted completed) =>
        _target is { Address: null } || completed.Outputs is [{ Count: > 1 }];

    /// <summary>Brings a result together, stores the value of a reduction, and makes a file appear.</summary>
    /// <exception cref="ComputeException">The result cannot be stored.</exception>
    public void Complete(JobProtocol.JobCompleted completed)
    {
        if (_target is null) return;
        if (completed.Outputs is [var slices]) BringTogether(slices);
        if (completed.Value is { } scalar && Spec.Outputs.Count == 0)
        {
            Span<byte> bits = stackalloc byte[sizeof(long)];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bits, scalar.Bits);
            _target.Write(0, bits[..scalar.Type.ItemSize()]);
        }

        _target.Complete();
    }

    /// <summary>
    /// Chunks that were at a worker which fell silent were computed elsewhere. In this process the worker
    /// never began them, held up by another job's kernel, so their own place in the target is free. A worker
    /// of another process may yet write there: the result moves to another array or file, and its own is
    /// given up.
    /// </summary>
    private void BringTogether(IReadOnlyList<SliceRef> slices)
    {
        if (slices.All(slice => slice.Array == _output)) return;
        if (Spec.Outputs is [{ Segment: not null }] && _result is { } left)
        {
            _result = _table.Create(left.Description);
            using var moved = new ArrayTarget(_result);
            using var source = new ArraySource(left);
            Copy(slices, moved, own => CopyOwn(source, moved, own));
            _table.Abandon(left);
            left.Dispose();
        }
        else
        {
            if (Spec.Outputs is [{ File: not null }] && _target is NpyTarget file)
            {
                file.Renew(slices
                    .Where(slice => slice.Array == _output)
                    .Select(own => (own.Start, own.Count)));
            }

            Copy(slices, _target!, static _ => { });
        }
    }

    private static void CopyOwn(ArraySource source, ArrayTarget target, SliceRef own)
    {
        int itemSize = source.Description.Type.ItemSize();
        byte[] buffer = new byte[Block.Size * itemSize];
        for (long done = 0; done < own.Count; done += Block.Size)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(Block.Size, own.Count - done) * itemSize);
            source.Read(own.Start + done, part);
            target.Write(own.Start + done, part);
        }
    }

    private void Copy(IReadOnlyList<SliceRef> slices, ElementTarget target, Action<SliceRef> copyOwn)
    {
        long start = 0;
        foreach (SliceRef slice in slices)
        {
            if (slice.Array == _output)
            {
                copyOwn(slice);
            }
            else
            {
                _table.Copy(slice, target, start);
                _table.Remove(slice.Array);
            }

            start += slice.Count;
        }
    }

    /// <summary>The job failed, and kernels out of reach may still write to these slices.</summary>
    public void Abandon(IReadOnlyList<SliceRef> slices)
    {
        if (_result is { } result && slices.Any(slice => slice.Array == _output)) _table.Abandon(result);
    }

    /// <summary>The new array that the job made, which belongs to the caller from now on.</summary>
    public ComputeArray? TakeResult()
    {
        ComputeArray? result = _result;
        _result = null;
        return result;
    }

    public void Dispose()
    {
        foreach (ArrayId input in _inputs) _table.Remove(input);
        if (_output is { } output) _table.Remove(output);
        else _target?.Dispose();
        _result?.Dispose();
    }
}
