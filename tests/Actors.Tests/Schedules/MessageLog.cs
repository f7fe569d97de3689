using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Oracles;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Actors.Tests.Schedules;

/// <summary>Keeps what a run sends and writes, for the assertions of a scenario.</summary>
internal sealed class MessageLog(Simulator simulator) : Oracle(simulator)
{
    private readonly List<(long At, Envelope Envelope)> _sent = [];

    protected override string Name => "log";

    /// <summary>Blocks that attempts stored, and when.</summary>
    public List<(long At, SimulatedArray Array, AttemptId Attempt)> Writes { get; } = [];

    /// <summary>The messages of a kind that were sent, with their receivers' places.</summary>
    public IReadOnlyList<(long At, int Place, T Message)> Sent<T>() =>
    [
        .. _sent
            .Where(one => one.Envelope.Message is T)
            .Select(one => (one.At, Network.Place(one.Envelope.Target), (T)one.Envelope.Message)),
    ];

    public override void Sent(in Envelope envelope) => _sent.Add((Simulator.Now, envelope));

    public override void Writing(SimulatedArray array, long block, AttemptId attempt) =>
        Writes.Add((Simulator.Now, array, attempt));
}
