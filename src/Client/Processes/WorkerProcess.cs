using System.Diagnostics;
using System.Runtime.InteropServices;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Processes;

/// <summary>The whole life of a worker process: the program's Main is never entered.</summary>
internal static class WorkerProcess
{
    /// <summary>What a process ends with that could not begin to work.</summary>
    private const int FailedExitCode = 70;

    private static readonly TimeSpan s_longestExit = TimeSpan.FromSeconds(1);

    /// <summary>Works until the program that started it ends. Never returns.</summary>
    public static void Run(ChildRole role)
    {
        // The terminal's Ctrl+C is for the program, which ends its processes as it sees fit.
        using PosixSignalRegistration interrupt =
            PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        Stream parent = Console.OpenStandardInput();
        Console.SetIn(TextReader.Null);
        new Thread(() => EndWith(parent)) { IsBackground = true }.Start();
        try
        {
            if (role is ChildRole.Calls calls)
            {
                new CallServer(CallPort.Dial(calls.Parent, calls.Id), MethodsOfProgram.Instance).Run();
                Environment.Exit(0);
            }

            StartNode((ChildRole.Node)role);
            Thread.CurrentThread.Join();
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"a worker process cannot work: {error.Message}");
            Environment.Exit(FailedExitCode);
        }
    }

    private static void StartNode(ChildRole.Node role) => WorkerNode.StartAsync(new WorkerNodeOptions
    {
        Seed = role.Parent,
        Engine = ClusterEngines.Tcp,
        Listen = new HostPort(role.Parent.Host, 0),
        Name = role.Name,
        Slots = role.Slots,
        MemoryBytes = role.MemoryBytes,
        Refused = static _ => Environment.Exit(FailedExitCode),
    }).GetAwaiter().GetResult();

    /// <summary>
    /// Nothing is ever sent by standard input: it ends when the program closes it, or is no more.
    /// </summary>
    private static void EndWith(Stream parent)
    {
        Span<byte> ignored = stackalloc byte[64];
        while (parent.Read(ignored) > 0)
        {
            // A program that is debugged may be typed into.
        }

        new Thread(EndUnlessEnded) { IsBackground = true }.Start();
        Environment.Exit(0);
    }

    /// <summary>What the program's own handlers of the exit do must not keep the process alive.</summary>
    private static void EndUnlessEnded()
    {
        Thread.CurrentThread.Join(s_longestExit);
        Process.GetCurrentProcess().Kill();
    }
}
