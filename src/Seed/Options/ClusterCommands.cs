using System.CommandLine;
using ActorCompute.Client;
using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
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

    /// <summary>The engine of the cluster.</summary>
    public static Option<string?> Engine() => new("--engine")
    {
        Description = "The engine of the cluster, the same for all its processes: tcp, akka, or auto, which is "
            + "akka where it is built in, and else tcp.",
        HelpName = "ENGINE",
    };

    /// <summary>The engine's own configuration.</summary>
    public static Option<string?> Hocon() => new("--hocon")
    {
        Description = "A file of Akka.NET's configuration, laid over that of the engine akka.",
        HelpName = "FILE",
    };

    /// <summary>The text of a configuration file; null where none is named.</summary>
    /// <exception cref="ComputeException">It cannot be read.</exception>
    public static string? ReadConfiguration(string? path) => path is null ? null : ConfigurationFile.Read(path);

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
        var advertise = new Option<string?>("--advertise")
        {
            Description = "The host by which the other nodes reach this one, where that is not the one of --listen.",
            HelpName = "HOST",
        };
        Option<string?> certificates = Certificates();
        Option<string?> engine = Engine();
        Option<string?> hocon = Hocon();
        var command = new Command(
            "seed", "Runs the seed node of a cluster: it knows who is there, and holds no job and no data.")
        {
            listen, advertise, name, certificates, engine, hocon,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is "") throw new UsageException("--name has no character: leave it out, or give one");
            string prefix = parsed.GetValue(name) is { } given ? $"{given}: " : "";
            var options = new SeedNodeOptions
            {
                Listen = HostPort.Parse(parsed.GetRequiredValue(listen), forListening: true),
                AdvertisedHost = parsed.GetValue(advertise),
                Engine = parsed.GetValue(engine) ?? ClusterEngines.Auto,
                Configuration = ReadConfiguration(parsed.GetValue(hocon)),
                Identity = parsed.GetValue(certificates) is { } folder ? ClusterIdentity.Load(folder) : null,
                Log = line => Console.Error.WriteLine($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {prefix}{line}"),
            };
            SeedRun.Run(options, stop);
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
        Option<string?> engine = Engine();
        Option<string?> hocon = Hocon();
        var command = new Command("status", "Shows the nodes of a cluster and what they do.")
        {
            cluster, certificates, engine, hocon, json,
        };
        command.SetAction(parsed =>
        {
            var options = new ConnectOptions
            {
                Certificates = parsed.GetValue(certificates),
                Engine = parsed.GetValue(engine) ?? ClusterEngines.Auto,
                EngineConfiguration = ReadConfiguration(parsed.GetValue(hocon)),
            };
            MembershipProtocol.StatusReport report = ComputeCluster
                .StatusOfAsync(parsed.GetRequiredValue(cluster)!, options, stop)
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
        var hosts = new Option<string?>("--hosts")
        {
            Description = "The names or addresses by which the nodes are dialed, with commas between them; without it, "
                + "certificates that are there are made anew where they end within 30 days.",
            HelpName = "a,b",
        };
        var create = new Command(
            "create", "Makes a cluster's authority, and certificates for its nodes and clients.")
        {
            directory, hosts,
        };
        create.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(directory);
            string[] names = (parsed.GetValue(hosts) ?? "").Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            bool isRenewal = parsed.GetValue(hosts) is null && ClusterCertificates.IsThere(folder);
            if (names.Length == 0 && !isRenewal)
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
