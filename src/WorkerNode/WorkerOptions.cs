using System.CommandLine;
using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Security;

namespace ActorCompute.WorkerNode;

/// <summary>The options of the command line.</summary>
internal static class WorkerOptions
{
    private const int MaxSlots = 1024;

    private static readonly Option<string> _seed = new("--seed")
    {
        Description = "Where the seed node listens.",
        HelpName = "HOST:PORT",
        Required = true,
    };

    private static readonly Option<string> _listen = new("--listen")
    {
        Description = "Where the node listens; port 0 takes a free one.",
        HelpName = "HOST:PORT",
        DefaultValueFactory = _ => "127.0.0.1:0",
    };

    private static readonly Option<string?> _advertise = new("--advertise")
    {
        Description = "Where clients are to dial the node, if not where it listens.",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string> _name = new("--name")
    {
        Description = "The node's name, unique in the cluster. Default: the host's name and the process id.",
        HelpName = "NAME",
        DefaultValueFactory = _ => $"{Environment.MachineName}-{Environment.ProcessId}",
    };

    private static readonly Option<int> _slots = new("--slots")
    {
        Description = "How many kernels run at once. Default: the logical processors.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<long?> _memory = new("--memory")
    {
        Description = "What the arrays of jobs may occupy; each client is granted a quarter of it, the "
            + "slots in equal parts. Default: half of the memory.",
        HelpName = "BYTES",
    };

    private static readonly Option<string?> _dataRoot = new("--data-root")
    {
        Description = "The folder whose .npy files jobs may read, and where clients of the same folder have "
            + "results written.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> _noSharedMemory = new("--no-shared-memory")
    {
        Description = "Move every byte by sockets, also between processes of this host.",
        Arity = ArgumentArity.Zero,
    };

    private static readonly Option<string?> _certificates = new("--certificates")
    {
        Description = "The folder of this host that 'actorcompute certificates create' made; needed for any "
            + "address that is not loopback.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> _engine = new("--engine")
    {
        Description = "The engine of the cluster, the same for all its processes: tcp, akka, or auto, "
            + "which is akka where it is built in, and else tcp.",
        HelpName = "ENGINE",
    };

    private static readonly Option<string?> _hocon = new("--hocon")
    {
        Description = "A file of Akka.NET's configuration, laid over that of the engine akka.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> _functions = new("--functions")
    {
        Description = "An assembly whose functions clients' pools may have run here, with what it depends on "
            + "beside it. Can be given again.",
        HelpName = "FILE.dll",
    };

    private static readonly Option<string[]> _allow = new("--allow")
    {
        Description = "The full name of a class of --functions whose static methods may be called, or of a "
            + "record or enum that they take or give. Nothing else is. Can be given again.",
        HelpName = "TYPE",
    };

    /// <summary>The command, which runs a node.</summary>
    public static RootCommand Command(Func<WorkerNodeOptions, int> run)
    {
        var command = new RootCommand("A worker node: computes for the clients of a cluster.");
        foreach (Option option in (Option[])
            [_seed, _listen, _advertise, _name, _slots, _memory, _dataRoot, _noSharedMemory, _certificates,
                _engine, _hocon, _functions, _allow])
        {
            command.Add(option);
        }

        command.SetAction(parsed => run(Read(parsed)));
        return command;
    }

    private static WorkerNodeOptions Read(ParseResult parsed)
    {
        var options = new WorkerNodeOptions
        {
            Seed = HostPort.Parse(parsed.GetRequiredValue(_seed)),
            Listen = HostPort.Parse(parsed.GetRequiredValue(_listen), forListening: true),
            Advertise = parsed.GetValue(_advertise) is { } address ? HostPort.Parse(address) : null,
            Name = parsed.GetRequiredValue(_name),
            Slots = parsed.GetValue(_slots),
            SharesMemory = !parsed.GetValue(_noSharedMemory),
            DataRoot = parsed.GetValue(_dataRoot),
            Engine = parsed.GetValue(_engine) ?? ClusterEngines.Auto,
            Configuration = parsed.GetValue(_hocon) is { } path ? ConfigurationFile.Read(path) : null,
            Identity = parsed.GetValue(_certificates) is { } folder ? ClusterIdentity.Load(folder) : null,
        };
        if (parsed.GetValue(_memory) is { } memory) options = options with { MemoryBytes = memory };
        Check(options);
        return options with { Functions = Functions(parsed, options.Engine) };
    }

    private static NodeFunctions? Functions(ParseResult parsed, string engine)
    {
        string[] files = parsed.GetValue(_functions) ?? [];
        string[] allowed = parsed.GetValue(_allow) ?? [];
        if (files.Length == 0 && allowed.Length == 0) return null;
        if (files.Length == 0) throw Mistake("--allow needs --functions, the assembly that the type is in");
        if (allowed.Length == 0)
        {
            throw Mistake("--functions without --allow lets nothing run: name the types whose functions may");
        }

        return NodeFunctions.Load(files, allowed, engine);
    }

    private static void Check(WorkerNodeOptions options)
    {
        if (options.Advertise is null && options.Listen.Host is "0.0.0.0" or "::")
        {
            throw Mistake(
                $"--listen {options.Listen} is no address that clients can dial: "
                + "say with --advertise where they reach this node");
        }

        if (options.Advertise is null && options.Listen.IsLoopback && !options.Seed.IsLoopback)
        {
            throw Mistake(
                $"--listen {options.Listen} can be dialed on this machine only, and the seed node "
                + $"{options.Seed} is on a network: say with --listen where other machines reach this node");
        }

        if (options.Name.Length is 0 or > 100) throw Mistake("--name is from 1 to 100 characters long");
        if (options.Slots is < 1 or > MaxSlots)
        {
            throw Mistake($"--slots {options.Slots} is not possible: 1 to {MaxSlots}");
        }

        if (options.MemoryBytes < 1 << 20)
        {
            throw Mistake($"--memory {options.MemoryBytes} is not possible: from 1048576 on");
        }

        if (options.DataRoot is { } root && !Directory.Exists(root))
        {
            throw new ComputeException(
                ErrorKind.InvalidFile,
                $"the data root '{root}' is not a folder: make it, or correct --data-root");
        }
    }

    private static ComputeException Mistake(string sentence) => new(ErrorKind.InvalidArgument, sentence);
}
