using System.Globalization;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// The worker nodes that a client dials: all that the seed node's list names, by their addresses. A
/// connection is kept as long as it lasts, whatever a later list says; it is made anew only to an address
/// that the list names.
/// </summary>
public sealed class DialedNodes(Simulator simulator, SimulatedNode client, ActorRef router)
{
    private readonly HashSet<int> _dialed = [];
    private HashSet<int> _listed = [];

    /// <summary>Takes note of a list.</summary>
    public void OnChanged(IReadOnlyList<NodeDescription> nodes)
    {
        _listed = [.. nodes.Select(node => int.Parse(node.Address, CultureInfo.InvariantCulture))];
        foreach (int place in _listed.Where(_dialed.Add))
        {
            client.Add(new SimulatedDialer(simulator, place)
            {
                Router = router,
                IsWanted = () => _listed.Contains(place),
            });
        }
    }
}
