namespace ActorCompute.Simulation.Faults;

/// <summary>Which messages between two places a fault concerns.</summary>
[Flags]
public enum Direction
{
    FromNode = 1,
    ToNode = 2,
    Both = FromNode | ToNode,
}
