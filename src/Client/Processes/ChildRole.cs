using System.Globalization;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Processes;

/// <summary>
/// What a child process is for, as its environment tells it. The variables are taken out again at its start,
/// so that what it starts itself is not taken for a worker process.
/// </summary>
/// <param name="Parent">Where the program that started it listens.</param>
internal abstract record ChildRole(HostPort Parent)
{
    private const string RoleVariable = "ACTORCOMPUTE_WORKER_PROCESS";
    private const string HooksVariable = "DOTNET_STARTUP_HOOKS";
    private const string NodeRole = "node";
    private const string CallsRole = "calls";

    private static string HookAssembly => typeof(ChildRole).Assembly.Location;

    /// <summary>Tells a process that is about to be started.</summary>
    public void Give(IDictionary<string, string?> environment)
    {
        environment[RoleVariable] = this switch
        {
            Node node => string.Create(
                CultureInfo.InvariantCulture,
                $"{NodeRole} {Parent} {node.Name} {node.Slots} {node.MemoryBytes}"),
            Calls calls => string.Create(CultureInfo.InvariantCulture, $"{CallsRole} {Parent} {calls.Id.Id}"),
            _ => throw new InvalidOperationException($"{GetType().Name} is no role of a child"),
        };
        string? hooks = environment.TryGetValue(HooksVariable, out string? before) ? before : null;
        environment[HooksVariable] =
            string.IsNullOrEmpty(hooks) ? HookAssembly : HookAssembly + Path.PathSeparator + hooks;
    }

    /// <summary>The role of this process, out of its environment; null where it has none.</summary>
    public static ChildRole? Take()
    {
        if (Environment.GetEnvironmentVariable(RoleVariable) is not { } text) return null;
        string hooks = Environment.GetEnvironmentVariable(HooksVariable) ?? "";
        string others = string.Join(
            Path.PathSeparator, hooks.Split(Path.PathSeparator).Where(hook => hook != HookAssembly));
        Environment.SetEnvironmentVariable(RoleVariable, null);
        Environment.SetEnvironmentVariable(HooksVariable, others.Length > 0 ? others : null);
        return Parse(text);
    }

    /// <summary>
    /// Refuses to start processes where this one is a worker itself, and got to its Main all the same: it
    /// would start processes that start processes.
    /// </summary>
    /// <exception cref="ComputeException">It is one.</exception>
    public static void ThrowIfUntaken()
    {
        if (Environment.GetEnvironmentVariable(RoleVariable) is null) return;
        throw new ComputeException(
            ErrorKind.InvalidState,
            "the program cannot be started again as a worker process, because its runtime configuration "
            + "switches startup hooks off: set StartupHookSupport to true in the project file");
    }

    private static ChildRole Parse(string text) => text.Split(' ') switch
    {
        [NodeRole, var parent, var name, var slots, var memory] => new Node(
            HostPort.Parse(parent),
            name,
            int.Parse(slots, CultureInfo.InvariantCulture),
            long.Parse(memory, CultureInfo.InvariantCulture)),
        [CallsRole, var parent, var id] => new Calls(
            HostPort.Parse(parent), new NodeId(ulong.Parse(id, CultureInfo.InvariantCulture), 1)),
        _ => throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"{RoleVariable} is for the library's own use: take it out of the environment"),
    };

    /// <summary>A worker node of the program's cluster.</summary>
    /// <param name="Parent">Where the seed node listens.</param>
    /// <param name="Name">The node's name.</param>
    /// <param name="Slots">How many kernels it runs at once.</param>
    /// <param name="MemoryBytes">What the arrays of jobs may occupy.</param>
    public sealed record Node(HostPort Parent, string Name, int Slots, long MemoryBytes) : ChildRole(Parent);

    /// <summary>A process that runs methods of the program for one worker of a pool.</summary>
    /// <param name="Parent">Where the pool listens.</param>
    /// <param name="Id">Which process it is: random, and so what proves that it is the pool's.</param>
    public sealed record Calls(HostPort Parent, NodeId Id) : ChildRole(Parent);
}
