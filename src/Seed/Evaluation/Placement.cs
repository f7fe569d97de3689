using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Seed.Output;

namespace ActorCompute.Seed.Evaluation;

/// <summary>
/// What lies in memory while the runs are timed. Half of the memory is for arrays, so that the rest of the
/// machine keeps its own.
/// </summary>
/// <param name="InputsInMemory">True to bring the inputs into memory first, false to read them as they are
/// needed.</param>
/// <param name="ResultInMemory">True for a result in memory, false for one that is written to its file as
/// it comes.</param>
internal readonly record struct Placement(bool InputsInMemory, bool ResultInMemory)
{
    /// <summary>Chooses by the sizes of the arrays.</summary>
    /// <exception cref="ComputeException">The result does not fit in memory and has no file to go
    /// to.</exception>
    public static Placement Choose(JobDescription job, bool hasFile)
    {
        long room = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

        // As a float, because the sum of several arrays may be beyond int64.
        double all = job.Result.Bytes + job.Inputs.Sum(input => (double)input.Bytes);
        bool resultFits = job.Result.Bytes <= room;
        if (!resultFits && !hasFile)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"the result, {job.Result}, takes {Quantity.Bytes(job.Result.Bytes)}, and half of this "
                + $"machine's memory is {Quantity.Bytes(room)}: write it to a file with --out, "
                + "or reduce it with --reduce");
        }

        return new Placement(all <= room, resultFits);
    }
}
