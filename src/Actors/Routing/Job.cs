using ActorCompute.Arrays;
using ActorCompute.Messages;

namespace ActorCompute.Actors.Routing;

/// <summary>A slice that a worker which did not answer may still write to.</summary>
internal readonly record struct AbandonedSlice(ActorRef Worker, int Life, SliceRef Slice);

/// <summary>What the router knows of a job. The router alone changes it.</summary>
internal sealed class Job
{
    /// <summary>
    /// How often a chunk may go out again before that is no movement any more, so that a job which only goes out and
    /// is lost stalls.
    /// </summary>
    private const int MostReissues = 8;

    /// <summary>How often a chunk's inputs may not be had before the job fails.</summary>
    public const int MaxBreaks = 16;

    private readonly Dictionary<long, HashSet<NodeId>> _deaths = [];
    private readonly Dictionary<long, int> _breaks = [];
    private readonly Dictionary<long, int> _reissues = [];
    private readonly Dictionary<long, IReadOnlyList<SliceRef>> _freshOutputs = [];
    private readonly HashSet<long> _needFreshOutputs = [];
    private readonly List<AbandonedSlice> _abandoned = [];
    private readonly HashSet<ActorRef> _workers = [];
    private readonly HashSet<NodeId> _refusals = [];
    private readonly HashSet<(ActorRef Worker, int Life)> _kept = [];

    public Job(JobProtocol.SubmitJob submitted, long now)
    {
        Id = submitted.Job;
        Spec = submitted.Spec;
        ReplyTo = submitted.ReplyTo;
        SubmittedAt = now;
        MovedAt = now;
        ProgressAt = now;
        Chunks = new ChunkTable(Grid.Chunks);
        ChunkBytes = Grid.Length(0) * Spec.BytesPerElement;
        OutputsAreInSegments = Spec.Outputs.All(output => output.Segment is not null);
        OutputsAreInFiles = Spec.Outputs is [_, ..] && Spec.Outputs.All(output => output.File is not null);
        Story = new Story(now);
        Pending.Add(new ChunkRange(0, Grid.Chunks));
        Story.Add(now, StoryKind.Submitted, chunks: Grid.Chunks);
    }

    public JobId Id { get; }

    public JobSpec Spec { get; }

    public ChunkGrid Grid => Spec.Grid;

    public ActorRef ReplyTo { get; }

    public ChunkTable Chunks { get; }

    /// <summary>The bytes of a whole chunk on a node that does not share memory.</summary>
    public long ChunkBytes { get; }

    public PendingChunks Pending { get; } = new();

    public Story Story { get; }

    public long SubmittedAt { get; }

    /// <summary>When something last moved: a chunk was assigned, came back or was committed.</summary>
    public long MovedAt { get; set; }

    /// <summary>When progress was last told.</summary>
    public long ProgressAt { get; set; }

    public int LastAttempt { get; set; }

    public long Retries { get; set; }

    /// <summary>Null while the job runs; then why it stops.</summary>
    public JobFailure? Failure { get; private set; }

    /// <summary>Until when attempts may acknowledge the stop.</summary>
    public long StopDeadline { get; private set; }

    /// <summary>Workers that have not acknowledged the stop.</summary>
    public HashSet<ActorRef> Unacknowledged { get; } = [];

    /// <summary>Fetches of results that have not been answered.</summary>
    public int OpenFetches { get; set; }

    /// <summary>True where processes that map the client's segments can write the outputs.</summary>
    public bool OutputsAreInSegments { get; }

    /// <summary>True where processes that see the client's files may write the outputs.</summary>
    public bool OutputsAreInFiles { get; }

    /// <summary>Why a node refused the job, the last one that did; null if none has.</summary>
    public JobFailure? Refusal { get; private set; }

    public bool IsRunning => Failure is null;

    /// <summary>True once slices of the outputs were abandoned: some chunks have slices of their own from then on.</summary>
    public bool HasAbandoned { get; private set; }

    public long? Deadline => Spec.Timeout is { } timeout ? SubmittedAt + Clock.Nanoseconds(timeout) : null;

    public IReadOnlyCollection<ActorRef> Workers => _workers;

    public IReadOnlyList<SliceRef> Abandoned => _abandoned.Count == 0 ? [] : [.. _abandoned.Select(one => one.Slice)];

    /// <summary>Arrays in the place of abandoned slices, which no attempt can write to any more once the job stopped.</summary>
    public IEnumerable<ArrayId> FreshArrays => _freshOutputs.Values.SelectMany(slices => slices, (_, slice) => slice.Array);

    public long ElementsDone
    {
        get
        {
            long done = Grid.Chunks - Chunks.Uncommitted;
            return Chunks.State(Grid.Chunks - 1) == ChunkState.Committed
                ? (done - 1) * Grid.ChunkSize + Grid.Length(Grid.Chunks - 1)
                : done * Grid.ChunkSize;
        }
    }

    public void Fail(JobFailure failure, long stopDeadline)
    {
        Failure = failure;
        StopDeadline = stopDeadline;
        Pending.Clear();
    }

    /// <summary>The next chunks to assign; a chunk that needs slices of its own comes alone.</summary>
    public ChunkRange Take(int workers, long limit)
    {
        ChunkRange range = Pending.Take(workers, limit);
        if (!HasAbandoned) return range;
        long alike = HasOwnSlices(range.First) ? 1 : 0;
        while (alike == 0 || (alike < range.Count && !HasOwnSlices(range.First) && !HasOwnSlices(range.First + alike)))
        {
            alike++;
        }

        Pending.Add(new ChunkRange(range.First + alike, range.Count - alike));
        return range with { Count = alike };
    }

    /// <summary>
    /// The slices that a chunk's results go to where they are not those of the job's outputs, else null.
    /// Asks <paramref name="allocate"/> for them where the ones before had to be abandoned.
    /// </summary>
    public IReadOnlyList<SliceRef>? FreshOutputs(long chunk, Func<DType, long, SliceRef> allocate)
    {
        if (_needFreshOutputs.Remove(chunk))
        {
            long count = Grid.Length(chunk);
            _freshOutputs[chunk] = [.. Spec.Outputs.Select(output => allocate(output.Description.Type, count))];
        }

        return _freshOutputs.GetValueOrDefault(chunk);
    }

    /// <summary>The slices of a chunk's results are given up to an attempt that does not answer.</summary>
    public void AbandonOutputs(long chunk, ActorRef worker, int life)
    {
        if (Spec.Outputs.Count == 0) return;
        HasAbandoned = true;
        IReadOnlyList<SliceRef> slices = _freshOutputs.Remove(chunk, out IReadOnlyList<SliceRef>? fresh)
            ? fresh
            : [.. Spec.Outputs.Select(output => new SliceRef(output.Array, Grid.Start(chunk), Grid.Length(chunk)))];
        foreach (SliceRef slice in slices) _abandoned.Add(new AbandonedSlice(worker, life, slice));
        _needFreshOutputs.Add(chunk);
    }

    /// <summary>
    /// A worker answered at last, or its process died: nothing can write to these slices any more. Gives those that
    /// are not slices of the client's arrays, which are of no use to anyone now.
    /// </summary>
    public IReadOnlyList<SliceRef> Reclaim(ActorRef worker, int upToLife)
    {
        if (_abandoned.Count == 0) return [];
        var reclaimed = _abandoned.Where(one => one.Worker == worker && one.Life <= upToLife).ToList();
        _abandoned.RemoveAll(reclaimed.Contains);
        return [.. reclaimed.Select(one => one.Slice).Where(slice => !IsOutput(slice.Array))];
    }

    /// <summary>A chunk is back without a result.</summary>
    public void RecordReissue(long chunk) => _reissues[chunk] = _reissues.GetValueOrDefault(chunk) + 1;

    /// <summary>Something moved, unless all that moved is a chunk that goes out again and again.</summary>
    public void NoteMove(long chunk, long now)
    {
        if (_reissues.GetValueOrDefault(chunk) < MostReissues) MovedAt = now;
    }

    /// <summary>The inputs of the chunk could not be had; true once that has been too often.</summary>
    public bool RecordBreak(long chunk) => (_breaks[chunk] = _breaks.GetValueOrDefault(chunk) + 1) >= MaxBreaks;

    /// <summary>A node died with the chunk, or fell silent; true from the third one on.</summary>
    public bool RecordDeath(long chunk, NodeId node)
    {
        if (!_deaths.TryGetValue(chunk, out HashSet<NodeId>? nodes)) _deaths[chunk] = nodes = [];
        nodes.Add(node);
        return nodes.Count >= 3;
    }

    public IReadOnlyCollection<NodeId> Deaths(long chunk) =>
        _deaths.TryGetValue(chunk, out HashSet<NodeId>? nodes) ? nodes : [];

    /// <summary>A node cannot compute the job, and gets no more of it.</summary>
    public void Refuse(NodeId node, JobFailure why)
    {
        _refusals.Add(node);
        Refusal = why;
    }

    public bool IsRefusedBy(NodeId node) => _refusals.Contains(node);

    /// <summary>True where a node has computed of the job that did not refuse it later.</summary>
    public bool HasTaker => _workers.Any(worker => !_refusals.Contains(worker.Node));

    /// <summary>A worker that might have written in place did not: it keeps all its results of the job in this life.</summary>
    public void NoteKept(WorkerRecord worker) => _kept.Add((worker.Worker, worker.Life));

    public bool IsKept(WorkerRecord worker) => _kept.Count > 0 && _kept.Contains((worker.Worker, worker.Life));

    public void RecordCommit(ActorRef worker) => _workers.Add(worker);

    public JobStatistics Statistics(long now) => new(
        Grid.Chunks,
        Grid.Chunks - Chunks.Uncommitted,
        Grid.ChunkSize,
        Retries,
        _workers.Count,
        _workers.Select(worker => worker.Node).Distinct().Count(),
        TimeSpan.FromTicks((now - SubmittedAt) / 100));

    /// <summary>Where a chunk is, for an error: <c>chunk 3 (elements 12288 to 16383)</c>.</summary>
    public string Describe(long chunk) => Grid.Count == 0
        ? $"chunk {chunk} (no {Spec.Unit})"
        : $"chunk {chunk} ({Spec.Unit} {Grid.Start(chunk)} to {Grid.Start(chunk) + Grid.Length(chunk) - 1})";

    /// <summary>True where the chunk's results go, or are to go, to other slices than those of the outputs.</summary>
    public bool HasOwnSlices(long chunk) => _needFreshOutputs.Contains(chunk) || _freshOutputs.ContainsKey(chunk);

    private bool IsOutput(ArrayId array) => Spec.Outputs.Any(output => output.Array == array);
}

/// <summary>Why a job fails.</summary>
internal sealed record JobFailure(ErrorKind Kind, string Message);
