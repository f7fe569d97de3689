using ActorCompute.Arrays;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>What a job says of itself against what its expression and arrays are: messages come from anyone.</summary>
internal static class JobSpecCheck
{
    /// <summary>Throws where a job does not fit together.</summary>
    /// <exception cref="ComputeException">What does not fit, in a sentence.</exception>
    public static void Throw(JobSpec spec, Plan plan)
    {
        if (spec.Type != plan.ResultType)
        {
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                $"the job says that its expression is {spec.Type.Name()}, but it is {plan.ResultType.Name()}");
        }

        foreach (JobInput input in spec.Inputs)
        {
            Check($"input '{input.Name}'", input.Description, spec, input.Description.Shape.Rank == 0);
        }

        foreach (JobOutput output in spec.Outputs)
        {
            Check("the output", output.Description, spec, false);
            if (output.Description.Type == plan.ResultType) continue;
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                $"the output is {output.Description.Type.Name()}, but the expression is {plan.ResultType.Name()}");
        }
    }

    private static void Check(string what, ArrayDescription array, JobSpec spec, bool isScalar)
    {
        if (isScalar || array.Shape.Count == spec.Grid.Count) return;
        throw new ComputeException(
            ErrorKind.ShapeMismatch, $"{what} has {array.Shape.Count} elements, but the job has {spec.Grid.Count}");
    }
}
