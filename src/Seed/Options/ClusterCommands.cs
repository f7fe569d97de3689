using System.CommandLine;
using ActorCompute.Client;
using ActorCompute.Engines.Tcp.Nodes;
using ActorCompute.Messages;
using ActorCompute.Seed.Output;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Seed.Options;

/// <summary>The commands about a cluster: <c>seed</c>, <c>status</c> and <c>certificates</c>.</summary>
internal static class ClusterCommands
{
    /// <summary>Where the seed node of a cluster listens; for commands that are clients.</summary>
    public static Option<string?> Cluster() => new("--cluster")
    {
        Description = "Compute on the worker nodes of a cluster, whose seed node listens there.",
        HelpName = "HOST:PORT",
    };

    /// <summary>The folder of a process's certificates.</summary>
    public static Option<string?> Certificates() => new("--certificates")
    {
        Description = "The folder that 'actorcompute certificates create' made for this host, or the folder "
            + "client; needed for any address that is not loopback.",
        HelpName = "DIR",
    };

    /// <summary>The command <c>seed</c>: runs until a signal ends it.</summary>
    public static Command Seed(CancellationToken stop)
    {
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen; port 0 takes a free one.",
            HelpName = "HOST:PORT",
            Required = true,
        };
        var name = new Option<string?>("--name") { Description = "The node's name, for logs.", HelpName = "NAME" };
        Option<string?> certificates = Certificates();
        var command = new Command(
            "seed", "Runs the seed node of a cluster: it knows who is there, and holds no job and no data.")
        {
            listen, name, certificates,
        };
        command.SetAction(parsed =>
        {
            string prefix = parsed.GetValue(name) is { } given ? $"{given}: " : "";
            using var node = new SeedNode(new SeedNodeOptions
            {
                Listen = HostPort.Parse(parsed.GetRequiredValue(listen), forListening: true),
                Identity = parsed.GetValue(certificates) is { } folder ? ClusterIdentity.Load(folder) : null,
                Log = line => Console.Error.WriteLine($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {prefix}{line}"),
            });
            Console.WriteLine($"listening on {node.Address}");
            stop.WaitHandle.WaitOne();
            return 0;
        });
        return command;
    }

    /// <summary>The command <c>status</c>.</summary>
    public static Command Status(CancellationToken stop)
    {
        Option<string?> cluster = Cluster();
        cluster.Description = "Where the seed node listens.";
        cluster.Required = true;
        Option<string?> certificates = Certificates();
        var json = new Option<bool>(CommandTree.JsonOption)
        {
            Description = "Print one object of JSON, and nothing else.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("status", "Shows the nodes of a cluster and what they do.") { cluster, certificates, json };
        command.SetAction(parsed =>
        {
            MembershipProtocol.StatusReport report = ComputeCluster
                .StatusOfAsync(
                    parsed.GetRequiredValue(cluster)!, new ConnectOptions { Certificates = parsed.GetValue(certificates) }, stop)
                .GetAwaiter().GetResult();
            if (parsed.GetValue(json)) StatusOutput.WriteJson(Console.Out, report);
            else StatusOutput.Write(Console.Out, report);
            return 0;
        });
        return command;
    }

    /// <summary>The command <c>certificates create</c>.</summary>
    public static Command CertificateCommands()
    {
        var directory = new Argument<string>("DIR") { Description = "Where the authority and the folders of the hosts go." };
        var hosts = new Option<string>("--hosts")
        {
            Description = "The names or addresses by which the nodes are dialed, with commas between them.",
            HelpName = "a,b",
            Required = true,
        };
        var create = new Command(
            "create", "Makes a cluster's authority, and certificates for its nodes and clients.")
        {
            directory, hosts,
        };
        create.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(directory);
            string[] names = parsed.GetRequiredValue(hosts).Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (names.Length == 0)
            {
                throw new UsageException("--hosts names no host: give at least one, such as --hosts worker-1");
            }

            IReadOnlyList<string> made = ClusterCertificates.Create(folder, names);
            Console.WriteLine(made.Count == 0
                ? $"all certificates in {folder} are good for some time yet: none was made"
                : $"made {string.Join(", ", made)}: give each host its folder, clients the folder client, and keep "
                    + "authority.key to yourself");
            return 0;
        });
        return new Command("certificates", "Certificates for clusters on other than loopback addresses.") { create };
    }
}
