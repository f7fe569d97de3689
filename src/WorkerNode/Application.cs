using System.CommandLine;
using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorCompute.WorkerNode;

/// <summary>The worker node's process, from its arguments to its exit code.</summary>
internal static class Application
{
    /// <summary>Runs a node until a signal ends it in good order.</summary>
    /// <returns>The exit code: 0 after a signal, 2 for bad usage or where the node cannot start.</returns>
    public static int Run(string[] arguments)
    {
        try
        {
            ParseResult parsed = WorkerOptions.Command(RunNode).Parse(arguments);
            if (parsed.Errors.Count > 0) return Complain(Sentence(parsed.Errors[0].Message) + ": see --help");
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (ComputeException error)
        {
            return Complain(error.Message);
        }
        catch (OperationCanceledException)
        {
            // A signal came before the node was in the cluster: there is nothing to leave.
            return 0;
        }
    }

    private static int RunNode(WorkerNodeOptions options)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
        });
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        // Why a node cannot start is said in one sentence, by whoever called Run, and not in a stack trace.
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // A node that drains takes as long as what it computes.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<NodeService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NodeService>());
        IHost host = builder.Build();
        NodeService node = host.Services.GetRequiredService<NodeService>();
        host.Run();
        return node.ExitCode;
    }

    /// <summary>The parser's message as ours: without a full stop, and without the types of .NET.</summary>
    private static string Sentence(string message)
    {
        int type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        if (type >= 0) message = $"{message[..type]}: it takes a whole number";
        return char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.').ReplaceLineEndings(" ");
    }

    private static int Complain(string sentence)
    {
        Console.Error.WriteLine($"actorcompute worker: {sentence}");
        return 2;
    }
}
