using System.Globalization;
using System.Text.RegularExpressions;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>A job fails for a reason that exists, and names it.</summary>
public sealed partial class FailureOracle(Simulator simulator) : Oracle(simulator)
{
    private const long JoinTimeout = Duration.Second;

    /// <summary>By when a node that was lost has been given up, told so and has begun anew.</summary>
    private const long Recovery = 10 * Duration.Second;

    private readonly Dictionary<JobId, long> _submitted = [];
    private readonly HashSet<JobId> _cancelled = [];
    private readonly HashSet<JobId> _kernelFailed = [];
    private readonly Dictionary<(JobId Job, long Chunk), (NodeId Node, long At)> _assigned = [];

    protected override string Name => "failures";

    public override void Sent(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case JobFailed failed:
                Check(failed);
                break;
            case WorkProtocol.AssignChunks { Chunks: 1 } assigned:
                _assigned[(assigned.Job, assigned.FirstChunk)] = (envelope.Target.Node, Simulator.Now);
                break;
        }
    }

    public override void Delivered(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case SubmitJob submitted when envelope.Target != envelope.Sender:
                _submitted[submitted.Job] = Simulator.Now;
                break;
            case CancelJob cancel when envelope.Target != envelope.Sender:
                _cancelled.Add(cancel.Job);
                break;
            case ExecutorProtocol.Failed { Kind: ErrorKind.KernelFailed } failed:
                _kernelFailed.Add(failed.Attempt.Job);
                break;
        }
    }

    private void Check(JobFailed failed)
    {
        JobPlan plan = Simulator.Plan(failed.Job);
        long age = Simulator.Now - _submitted[failed.Job];
        bool isJustified = failed.Kind switch
        {
            ErrorKind.Cancelled => _cancelled.Contains(failed.Job),
            ErrorKind.KernelFailed => _kernelFailed.Contains(failed.Job),
            ErrorKind.Timeout => plan.Timeout is { } timeout && age >= Duration.Of(timeout),
            ErrorKind.Stalled => age >= Duration.Of(plan.StallTimeout) && MayStall(plan),
            ErrorKind.ChunkLost => MayLoseChunk(failed),
            ErrorKind.OutOfMemory => Simulator.Scenario.Nodes.Any(
                node => node is { Role: NodeRole.Worker, SharesMemory: false }),
            // The only node that took the job may be one that a chunk has just killed.
            ErrorKind.InputChanged => plan.RefusingPlaces.Count > 0
                && age >= JoinTimeout
                && (MayStall(plan) || Simulator.Now - Simulator.KilledAt <= Recovery),
            _ => false,
        };
        if (!isJustified) Violate($"{failed.Job} fails as {failed.Kind} and should not: {failed.Message}");
        if (!failed.Message.Contains(' ')) Violate($"{failed.Job} fails without a sentence");
    }

    /// <summary>
    /// A job may stall only if something was wrong, or nobody was there or known, until so shortly before that
    /// a node could not yet have been given up, told so and have begun anew.
    /// </summary>
    private bool MayStall(JobPlan job)
    {
        long since = Simulator.Now - Recovery;
        if (Simulator.Scenario.FaultsEndAt >= since) return true;
        if (Simulator.NodeAt(Simulator.Scenario.SeedPlace) is null) return true;
        return !Simulator.Living(NodeRole.Worker).Append(Simulator.NodeAt(job.Client)!).Any(
            node => node.Plan.Slots > 0 && node.Plan.JoinsAt < since && !job.RefusingPlaces.Contains(node.Place));
    }

    /// <summary>
    /// A job loses a chunk only to its own kernel, to inputs that break again and again, or to a fault during the
    /// run alone on a node, of which nobody can know that it was none of the chunk's doing. Never to the kernels of
    /// another job.
    /// </summary>
    private bool MayLoseChunk(JobFailed failed)
    {
        Match named = ChunkName().Match(failed.Message);
        if (!named.Success) return false;
        long chunk = long.Parse(named.Groups[1].Value, CultureInfo.InvariantCulture);
        if (failed.Message.Contains("could not be had", StringComparison.Ordinal)) return true;
        if (!_assigned.TryGetValue((failed.Job, chunk), out (NodeId Node, long At) last)) return false;
        if (Simulator.KillerOf(last.Node) is { } killer) return killer.Job == failed.Job && killer.Chunk == chunk;
        return Simulator.Scenario.Faults.Any(
            fault => fault.At <= Simulator.Now && fault.EndsAt + Recovery >= last.At);
    }

    [GeneratedRegex(@"^chunk (\d+) \(")]
    private static partial Regex ChunkName();
}
