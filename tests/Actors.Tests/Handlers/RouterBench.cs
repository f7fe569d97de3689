using ActorCompute.Actors.Routing;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>A router with everyone that it talks to.</summary>
internal sealed class RouterBench
{
    public static readonly ActorRef Transfers = new(Specs.Client, 1);

    public static readonly ActorRef Aggregator = new(Specs.Client, 2);

    public static readonly ActorRef Program = new(Specs.Client, 4);

    public RouterBench() => Context = new RecordingContext(
        new Router(new RouterOptions { Node = Specs.Client }, Aggregator, Transfers),
        new ActorRef(Specs.Client, 3));

    public RecordingContext Context { get; }

    /// <summary>A worker of a node; the first has number 3.</summary>
    public static ActorRef Worker(int node, int number = 3) => new(Specs.Node(node), number);

    public JobId Submit(JobSpec spec, long number = 1)
    {
        var job = new JobId(Specs.Client.Id, number);
        Context.Receive(new SubmitJob(job, spec, Program), Program);
        return job;
    }

    public void Join(
        ActorRef worker,
        int life = 1,
        bool sharesMemory = true,
        int chunkCredit = 1,
        long byteCredit = long.MaxValue,
        bool mapsSegments = false) => Context.Receive(
            new WorkerJoined(worker, life, sharesMemory, mapsSegments, chunkCredit, byteCredit), worker);

    /// <summary>The last step asked a worker for its node, and the worker says that it has it to itself.</summary>
    public void Reserve(ActorRef worker)
    {
        ReserveNode asked = Context.SentTo<ReserveNode>(worker).ShouldHaveSingleItem();
        Context.Receive(new NodeReserved(worker, asked.Life, asked.Number), worker);
    }

    /// <summary>What the last step assigned to a worker: one range.</summary>
    public AssignChunks AssignedTo(ActorRef worker) =>
        Context.SentTo<AssignChunks>(worker).ShouldHaveSingleItem();

    /// <summary>A worker finishes the first chunk of what it was assigned.</summary>
    public void Finish(ActorRef worker, AssignChunks assigned, params SliceRef[] results) =>
        Context.Receive(Finished(worker, assigned, results), worker);

    public static ChunksFinished Finished(ActorRef worker, AssignChunks assigned, params SliceRef[] results)
    {
        var result = new ChunkResult(
            assigned.FirstChunk, assigned.Attempt, [], results.Length == 0 ? null : results);
        return new ChunksFinished(worker, assigned.Life, assigned.Job, [result]);
    }

    public void Die(ActorRef worker, bool processDied = true) =>
        Context.Receive(new Terminated(worker, processDied));

    public static AttemptId AttemptOf(AssignChunks assigned) =>
        new(assigned.Job, assigned.FirstChunk, assigned.Attempt);
}
