namespace ActorCompute.Seed.Options;

/// <summary>The arguments of the command line make no sense; the message is a sentence about them.</summary>
internal sealed class UsageException(string message) : Exception(message);
