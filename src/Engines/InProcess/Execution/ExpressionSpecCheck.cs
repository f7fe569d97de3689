using ActorCompute.Arrays;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>What a job says of itself against what its expression is: messages come from anyone.</summary>
internal static class ExpressionSpecCheck
{
    /// <summary>Throws where a job does not fit together.</summary>
    /// <exception cref="ComputeException">What does not fit, in a sentence.</exception>
    public static void Throw(ExpressionSpec spec, Plan plan)
    {
        if (spec.Type != plan.ResultType)
        {
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                $"the job says that its expression is {spec.Type.Name()}, but it is "
                + plan.ResultType.Name());
        }

        foreach (JobOutput output in spec.Outputs)
        {
            if (output.Description.Type == plan.ResultType) continue;
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                $"the output is {output.Description.Type.Name()}, but the expression is "
                + plan.ResultType.Name());
        }
    }
}
