using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>
/// Nothing of a process runs for a while, as after SIGSTOP: then it goes on as if nothing had been.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Place">The node.</param>
/// <param name="Length">For how long.</param>
public sealed record Pause(long At, int Place, long Length) : Fault(At)
{
    public override int Place { get; } = Place;

    public override long EndsAt => At + Length;

    public override void Strike(Simulator simulator) => simulator.NodeAt(Place)?.Pause(Length);
}
