using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// A node that does not share the client's memory never holds more arrays than its workers' byte credits.
/// </summary>
public sealed class LedgerOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly Dictionary<ArrayId, long> _bytes = [];
    private readonly long[] _held = new long[simulator.Scenario.Nodes.Count];

    protected override string Name => "ledger";

    // Counted when they are sent: from then on an array is decided upon, or given up.
    public override void Sent(in Envelope envelope)
    {
        if (envelope.Message is Release released) Remove(released.Array);
        // Scalars are not in the ledger: a chunk's bytes are counted by the element.
        if (envelope.Message is not Allocate { Count: > 1 } made) return;
        int place = Network.Place(envelope.Target);
        if (place == 0) return;
        long bytes = made.Count * Arrays.DTypes.ItemSize(made.Type);
        _bytes[made.Array] = bytes;
        _held[place] += bytes;
        NodePlan plan = Simulator.Scenario.Nodes[place];
        if (_held[place] > plan.ByteCredit * plan.Slots)
        {
            long granted = plan.ByteCredit * plan.Slots;
            Violate($"node {place} holds {_held[place]} bytes and granted {granted}");
        }
    }

    public override void Crashed(SimulatedNode node)
    {
        foreach (ArrayId array in _bytes.Keys.Where(array => array.Node == node.Id).ToList()) Remove(array);
    }

    private void Remove(ArrayId array)
    {
        if (_bytes.Remove(array, out long bytes)) _held[Network.Place(array.Node)] -= bytes;
    }
}
