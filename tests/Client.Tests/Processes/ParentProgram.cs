using ActorCompute.Client.Pools;

namespace ActorCompute.Client.Tests.Processes;

/// <summary>A program with worker processes, which waits for its end.</summary>
internal static class ParentProgram
{
    public const string Argument = "start-worker-processes";

    /// <summary>Prints a line of the processes' ids once they work.</summary>
    public static async Task RunAsync()
    {
        await using ComputeCluster compute = await ComputeCluster.StartLocalAsync(2);
        await using ActorPool pool = compute.Pool(processes: 1);
        int ofPool = pool.Apply(ProgramMethods.ProcessId);
        AsyncResult<int> endless = pool.ApplyAsync(ProgramMethods.NeverEnd);
        Console.WriteLine(string.Join(' ', compute.ProcessIds.Append(ofPool)));
        await endless;
    }
}
