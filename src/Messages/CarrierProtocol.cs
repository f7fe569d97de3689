namespace ActorCompute.Messages;

/// <summary>What goes over a connection whose ends are those of an engine with a wire of its own.</summary>
public static class CarrierProtocol
{
    /// <summary>The frame's payload is for the engine at the other end.</summary>
    public sealed record Packet;
}
