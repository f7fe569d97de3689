using ActorCompute.Messages;

namespace ActorCompute.Actors;

/// <summary>
/// Array ids that actors make. The actor's own number is in the upper bits, so that no two of a node ever make the
/// same one; the engine's own arrays have numbers below 2^40.
/// </summary>
public static class ArrayNumbers
{
    private const int CounterBits = 40;

    /// <summary>The id of an actor's next array.</summary>
    /// <param name="node">The node whose table takes the array.</param>
    /// <param name="maker">The actor, which is of that node.</param>
    /// <param name="counter">Counts the arrays of that actor, from 1; below 2^40.</param>
    public static ArrayId Make(NodeId node, ActorRef maker, long counter) =>
        new(node, ((long)maker.Number << CounterBits) + counter);

    /// <summary>True where the actor made the id.</summary>
    public static bool IsMadeBy(ArrayId array, ActorRef maker) =>
        array.Node == maker.Node && array.Number >> CounterBits == maker.Number;
}
