using ActorCompute.Actors.Working;
using ActorCompute.Messages;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>A worker that has joined, with everyone that it talks to.</summary>
internal sealed class WorkerBench
{
    public static readonly NodeId Node = Specs.Node(1);

    public static readonly ActorRef Router = new(Specs.Client, 3);

    public static readonly ActorRef Transfers = new(Node, 1);

    public static readonly ActorRef Executor = new(Node, 2);

    public static readonly JobId Job = new(Specs.Client.Id, 1);

    private readonly bool _isInPlace;

    public WorkerBench(bool sharesMemory, bool mapsSegments = false)
    {
        _isInPlace = sharesMemory || mapsSegments;
        var options = new WorkerOptions
        {
            Node = Node,
            Router = Router,
            Executor = Executor,
            Transfers = Transfers,
            SharesMemory = sharesMemory,
            MapsSegments = mapsSegments,
            ChunkCredit = 8,
            ByteCredit = 1 << 20,
        };
        Context = new RecordingContext(new Worker(options), new ActorRef(Node, 3));
        Context.Receive(Started.Instance);
    }

    public RecordingContext Context { get; }

    /// <summary>The run that the last step asked for.</summary>
    public Run Running => Context.SentTo<Run>(Executor).ShouldHaveSingleItem();

    public void Assign(
        int chunks, long first = 0, int attempt = 1, int life = 1, JobId? job = null, JobSpec? spec = null) =>
        Context.Receive(
            new AssignChunks(job ?? Job, spec ?? Specs.Spec(16), first, chunks, attempt, life, _isInPlace, null), Router);

    public void Finish(long chunk, int attempt = 1, JobId? job = null) =>
        Context.Receive(new Finished(new AttemptId(job ?? Job, chunk, attempt), []), Executor);

    /// <summary>The first input of a chunk arrives.</summary>
    public void Fetched(long chunk) =>
        Context.Receive(new TransferProtocol.Fetched(new AttemptId(Job, chunk, 1), 0), Transfers);

    /// <summary>The chunks that the last step reported as finished.</summary>
    public IReadOnlyList<long> Reported =>
    [
        .. Context.SentTo<ChunksFinished>(Router).SelectMany(one => one.Results, (_, result) => result.Chunk),
    ];
}
