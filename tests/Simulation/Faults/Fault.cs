using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>Something that goes wrong.</summary>
/// <param name="At">When, in nanoseconds.</param>
public abstract record Fault(long At)
{
    /// <summary>When everything is as before, or as good as it gets.</summary>
    public virtual long EndsAt => At;

    /// <summary>Which node it strikes.</summary>
    public abstract int Place { get; }

    public abstract void Strike(Simulator simulator);
}
