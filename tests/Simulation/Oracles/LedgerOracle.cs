using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// What a client has on a node that does not share its memory is never more than its workers' byte credits
/// there.
/// </summary>
public sealed class LedgerOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly Dictionary<ArrayId, (ActorRef Transfers, long Bytes)> _arrays = [];
    private readonly Dictionary<ActorRef, long> _held = [];

    protected override string Name => "ledger";

    // Counted when they are sent: from then on an array is decided upon, or given up.
    public override void Sent(in Envelope envelope)
    {
        if (envelope.Message is Release released && _arrays.Remove(released.Array, out var given))
        {
            _held[given.Transfers] -= given.Bytes;
        }

        // Scalars are not in the ledger: a chunk's bytes are counted by the element.
        if (envelope.Message is not Allocate { Count: > 1 } made) return;
        ActorRef transfers = envelope.Target;
        if (Simulator.IsOfClient(transfers.Node)) return;
        long bytes = made.Count * Arrays.DTypes.ItemSize(made.Type);
        _arrays[made.Array] = (transfers, bytes);
        long held = _held[transfers] = _held.GetValueOrDefault(transfers) + bytes;
        NodePlan plan = Simulator.Scenario.Nodes[Network.Place(transfers)];
        long granted = plan.ByteCredit * plan.Slots;
        if (held > granted) Violate($"{MessageText.Of(transfers)} hold {held} bytes and granted {granted}");
    }
}
