using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// The transfers of a client, or of its session on a node. A fetch copies a block at a time and breaks when
/// its source is gone, cut off, or gives nothing for longer than <see cref="Patience"/>.
/// </summary>
public sealed class SimulatedTransfers(Simulator simulator, SimulatedNode node) : IHandler
{
    /// <summary>How long a fetch waits for its next block.</summary>
    public const long Patience = 4 * Duration.Second;

    private const long Retry = 100 * Duration.Millisecond;

    private bool _isClosed;

    public void Receive(IActorContext context, object message)
    {
        if (_isClosed) return;
        switch (message)
        {
            case Close:
                _isClosed = true;
                simulator.Elements.ReleaseAll(context.Self);
                break;
            case Fetch fetch:
                Begin(context, fetch);
                break;
            case Copy copy:
                Continue(context, copy);
                break;
            case Release release:
                simulator.Elements.Release(release.Array);
                break;
        }
    }

    private void Begin(IActorContext context, Fetch fetch)
    {
        BlockCopy? blocks = simulator.Elements.BeginCopy(fetch);
        if (blocks is null || fetch.Target.Array.Node != node.Id)
        {
            throw new ViolationException(
                "transfers", $"the target of {MessageText.Of(fetch)} does not exist");
        }

        bool willBreak = simulator.Delays.Below(1000) < simulator.Scenario.BrokenFetchesPerMille;
        Next(context, new Copy(context.Sender, fetch, blocks, willBreak));
    }

    private void Continue(IActorContext context, Copy copy)
    {
        (AttemptId attempt, int part, SliceRef source, _) = copy.Fetch;
        switch (Reach(copy))
        {
            case Reachability.No:
                context.Send(copy.Asker, new Broken(attempt, part, "the source array cannot be reached"));
                return;
            case Reachability.NotNow:
                copy.Waited += Retry;
                context.Schedule(Duration.Span(Retry), copy);
                return;
        }

        long blocks = Block.CountFor(source.Count);
        if (copy.Done < blocks)
        {
            copy.Blocks.Copy(copy.Done);
            copy.Done++;
            copy.Waited = 0;
        }

        if (copy.Done == blocks) context.Send(copy.Asker, new Fetched(attempt, part));
        else Next(context, copy);
    }

    private Reachability Reach(Copy copy)
    {
        int place = Network.Place(copy.Fetch.Source.Array.Node);
        SimulatedNode? source = simulator.NodeAt(place);
        Link link = simulator.Network.Link(place, node.Place);
        bool isLost = source is null || link.IsCut || copy.WillBreak || copy.Waited > Patience;
        if (isLost || !copy.Blocks.HasSource) return Reachability.No;
        return source!.IsPaused || link.HeldUntil > simulator.Now ? Reachability.NotNow : Reachability.Yes;
    }

    private void Next(IActorContext context, Copy copy)
    {
        long delay = simulator.Delays.Magnitude(Duration.Microsecond, simulator.Scenario.RemoteDelay);
        Link link = simulator.Network.Link(Network.Place(copy.Fetch.Source.Array.Node), node.Place);
        context.Schedule(Duration.Span(delay * link.SlowFactor), copy);
    }

    /// <summary>The session is over: its memory goes back, and no fetch goes on.</summary>
    public sealed record Close(NodeId Client);

    private enum Reachability
    {
        Yes,
        NotNow,
        No,
    }

    private sealed record Copy(ActorRef Asker, Fetch Fetch, BlockCopy Blocks, bool WillBreak)
    {
        public long Done { get; set; }

        public long Waited { get; set; }

        public override string ToString() => $"Copy block {Done} of {Fetch.Attempt} part {Fetch.Part}";
    }
}
