using ActorCompute.Arrays;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>This node cannot compute a job which another one may: what the job names is not here.</summary>
/// <param name="cause">What is wrong.</param>
internal sealed class UnfitNodeException(ComputeException cause) : Exception(cause.Message, cause)
{
    /// <summary>What is wrong.</summary>
    public ErrorKind Kind => cause.Kind;
}
