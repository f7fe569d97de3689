using ActorCompute.Messages;

namespace ActorCompute.Actors;

/// <summary>
/// Array ids that actors make. The actor's own number is in the upper bits, so that no two of a node ever make the
/// same one; the engine's own arrays have numbers below 2^40.
/// </summary>
internal static class ArrayNumbers
{
    public static ArrayId Make(NodeId node, ActorRef maker, long counter) => new(node, ((long)maker.Number << 40) + counter);
}
