using ActorCompute.Messages;

namespace ActorCompute.Simulation.Engine;

/// <summary>A message on its way.</summary>
public readonly record struct Envelope(ActorRef Sender, ActorRef Target, object Message);
