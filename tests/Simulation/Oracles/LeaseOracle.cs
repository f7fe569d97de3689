using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using ActorCompute.Simulation.Services;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// No write to a slice without its lease. An attempt gets the lease when it is assigned, fetched or run into
/// the slice; it loses it to the next one that gets it, and when the slice is handed to the program or given
/// back.
/// </summary>
public sealed class LeaseOracle(Simulator simulator) : Oracle(simulator)
{
    private static readonly long StopTimeout = Duration.Of(TimeSpan.FromSeconds(5));

    private readonly Dictionary<JobId, HashSet<SimulatedArray>> _leased = [];
    private readonly Dictionary<JobId, long> _stoppedAt = [];
    private readonly HashSet<JobId> _gaveUp = [];

    protected override string Name => "leases";

    public override void Sent(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case AssignChunks assigned when assigned.IsInPlace || SharesMemory(envelope.Target):
                LeaseInPlace(assigned);
                break;
            case Fetch fetch:
                Lease(fetch.Target, fetch.Attempt);
                break;
            case Run { Outputs: not null } run:
                foreach (SliceRef slice in run.Outputs)
                {
                    if (!Simulator.IsOfClient(slice.Array.Node)) Lease(slice, run.Attempt);
                }

                break;
            case JobCompleted completed:
                foreach (SliceRef slice in completed.Outputs.SelectMany(slices => slices)) Close(slice);
                break;
            case AggregatorProtocol.DropJob dropped:
                _stoppedAt[dropped.Job] = Simulator.Now;
                break;
            case JobFailed failed:
                CloseAllBut(failed.Job, failed.Abandoned);
                bool wasStopped = _stoppedAt.TryGetValue(failed.Job, out long at);
                if (wasStopped && Simulator.Now - at >= StopTimeout) _gaveUp.Add(failed.Job);
                break;
        }
    }

    public override void Writing(SimulatedArray array, long block, AttemptId attempt)
    {
        (AttemptId holder, bool isClosed) = array.Leases[block];
        string where = $"block {block} of array {MessageText.Of(array.Id)}";
        if (array.IsReleased) Violate($"{attempt} writes {where}, which has been given back");
        if (isClosed) Violate($"{attempt} writes {where}, which the program has got");
        if (holder != attempt) Violate($"{attempt} writes {where}, whose lease {holder} holds");
    }

    public override void Reading(SimulatedNode node, SimulatedArray array, AttemptId attempt)
    {
        if (array.IsReleased) Missing(node.Id, array.Id, attempt);
    }

    // The memory of another process may be gone when a node that was given up wakes, and so may that of this
    // one when a stop had to be given up waiting for: an engine keeps what a run has in use.
    public override void Missing(NodeId node, ArrayId array, AttemptId attempt)
    {
        if (array.Node != node || _gaveUp.Contains(attempt.Job)) return;
        Violate(
            $"{attempt} uses array {MessageText.Of(array)} of its own process, which has been given back");
    }

    private bool SharesMemory(ActorRef worker) =>
        Simulator.Scenario.Plan(Network.Place(worker)) is { SharesMemory: true } or { Role: NodeRole.Client };

    private void LeaseInPlace(AssignChunks assigned)
    {
        for (long chunk = assigned.FirstChunk; chunk < assigned.FirstChunk + assigned.Chunks; chunk++)
        {
            for (int output = 0; output < assigned.Spec.Outputs.Count; output++)
            {
                SliceRef slice = assigned.FreshOutputs?[output] ?? OwnSlice(assigned.Spec, output, chunk);
                Lease(slice, new AttemptId(assigned.Job, chunk, assigned.Attempt));
            }
        }
    }

    private void Lease(SliceRef slice, AttemptId attempt)
    {
        if (!Simulator.Memory.TryFind(slice.Array, out SimulatedArray? array))
        {
            Violate($"{attempt} gets the lease of {MessageText.Of(slice)}, whose array does not exist");
        }

        if (!_leased.TryGetValue(attempt.Job, out HashSet<SimulatedArray>? arrays))
        {
            _leased[attempt.Job] = arrays = [];
        }
        arrays.Add(array);
        foreach (ref BlockLease lease in Blocks(slice, array))
        {
            if (lease.IsClosed)
            {
                Violate($"{attempt} gets the lease of {MessageText.Of(slice)}, which the program has got");
            }
            lease = new BlockLease(attempt, false);
        }
    }

    private void Close(SliceRef slice)
    {
        if (!Simulator.Memory.TryFind(slice.Array, out SimulatedArray? array)) return;
        foreach (ref BlockLease lease in Blocks(slice, array)) lease = lease with { IsClosed = true };
    }

    private void CloseAllBut(JobId job, IReadOnlyList<SliceRef> abandoned)
    {
        if (!_leased.TryGetValue(job, out HashSet<SimulatedArray>? arrays)) return;
        foreach (SimulatedArray array in arrays.Where(array => Simulator.IsOfClient(array.Id.Node)))
        {
            BlockLease[] before = [.. array.Leases];
            Close(new SliceRef(array.Id, 0, array.Count));
            foreach (SliceRef slice in abandoned.Where(slice => slice.Array == array.Id))
            {
                int first = (int)Simulator.Memory.FirstBlock(slice, array);
                Span<BlockLease> open = Blocks(slice, array);
                before.AsSpan(first, open.Length).CopyTo(open);
            }
        }
    }

    private Span<BlockLease> Blocks(SliceRef slice, SimulatedArray array) => array.Leases.AsSpan(
        (int)Simulator.Memory.FirstBlock(slice, array), (int)Arrays.Block.CountFor(slice.Count));
}
