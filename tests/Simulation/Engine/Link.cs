namespace ActorCompute.Simulation.Engine;

/// <summary>The way from one node to another.</summary>
public sealed class Link
{
    private int _openCuts;

    /// <summary>True while everything sent over the link is lost.</summary>
    public bool IsCut => _openCuts > 0;

    /// <summary>Counts the cuts: what was on its way at a cut is lost.</summary>
    public int Cuts { get; private set; }

    /// <summary>Until when the link holds its messages back, losing none.</summary>
    public long HeldUntil { get; private set; }

    /// <summary>How many times longer than elsewhere a message takes.</summary>
    public long SlowFactor { get; set; } = 1;

    public void Cut()
    {
        Cuts++;
        _openCuts++;
    }

    public void Mend() => _openCuts--;

    public void Hold(long until) => HeldUntil = Math.Max(HeldUntil, until);
}
