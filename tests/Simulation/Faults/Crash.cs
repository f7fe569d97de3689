using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>A process dies, and perhaps starts again as another incarnation.</summary>
/// <param name="At">When.</param>
/// <param name="Place">The node.</param>
/// <param name="NoticedAfter">How long its watchers take to notice.</param>
/// <param name="IsConfirmed">True where they then know that it is dead, false where it is only out of
/// reach.</param>
/// <param name="RestartsAfter">How long until it starts again, or null.</param>
public sealed record Crash(
    long At, int Place, long NoticedAfter, bool IsConfirmed = true, long? RestartsAfter = null)
    : Fault(At)
{
    public override int Place { get; } = Place;

    public override long EndsAt => At + Math.Max(NoticedAfter, RestartsAfter ?? 0);

    public override void Strike(Simulator simulator)
    {
        bool hasCrashed = simulator.Crash(Place, NoticedAfter, IsConfirmed);
        if (hasCrashed && RestartsAfter is long delay)
        {
            simulator.Events.After(delay, () => simulator.Restart(Place));
        }
    }
}
