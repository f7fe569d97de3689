using ActorCompute.Client.Processes;

/// <summary>
/// Called by the runtime before Main, in processes that <see cref="ChildProcess"/> starts: the name, and no
/// namespace, are the runtime's convention. Other processes do not come here.
/// </summary>
internal static class StartupHook
{
    /// <summary>In a worker process of a program, works until the program ends; else does nothing.</summary>
    public static void Initialize()
    {
        if (ChildRole.Take() is { } role) WorkerProcess.Run(role);
    }
}
