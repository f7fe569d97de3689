using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>The sentences about runs that fail.</summary>
internal static class RunFailure
{
    /// <summary>A kernel gave an element up.</summary>
    public static RunOutcome Of(in Instruction instruction, long element)
    {
        (string what, string remedy) = instruction.Function switch
        {
            Function.QuotientChecked => ("the integer / divides by zero or overflows", "guard the divisor"),
            Function.RemainderChecked => ("the integer % divides by zero or overflows", "guard the divisor"),
            Function.AbsoluteChecked => ("Abs overflows on the least integer", "convert it to a wider type"),
            Function.Power => ("an integer is raised to a negative power", "make one of the two a float"),
            _ => ($"{instruction.Name} has no result", "leave the element out"),
        };
        return RunOutcome.Failed(ErrorKind.KernelFailed, element, $"{what} at element {element}: {remedy}");
    }

    /// <summary>A kernel (by its name), or else a source or the target, threw.</summary>
    public static RunOutcome Of(Exception exception, string? kernel, long start, int count)
    {
        if (kernel is null && exception is ComputeException failure)
        {
            return RunOutcome.Failed(failure.Kind, start, failure.Message);
        }

        string cause = $"{exception.GetType().Name}: {exception.Message}";
        string what = kernel is null ? "the run" : $"the kernel '{kernel}'";
        return RunOutcome.Failed(
            exception is OutOfMemoryException ? ErrorKind.OutOfMemory : ErrorKind.KernelFailed,
            start,
            $"{what} failed on elements {start} to {start + count - 1}: {cause}");
    }
}
