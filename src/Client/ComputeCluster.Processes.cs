using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Client.Processes;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Clients;

namespace ActorCompute.Client;

/// <summary>Clusters of worker processes that the program starts itself.</summary>
public sealed partial class ComputeCluster
{
    private const int MaxProcesses = 256;

    private static readonly TimeSpan s_shortestSilence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromDays(1);

    private readonly LocalNodes? _localNodes;

    private ComputeCluster(IEngine engine, LocalNodes localNodes)
        : this(engine) => _localNodes = localNodes;

    /// <summary>
    /// The worker processes, by the operating system's ids, as they are now; empty for a cluster that
    /// <see cref="StartLocalAsync"/> has not made. A pool's processes are its own:
    /// <see cref="Pools.ActorPool.ProcessIds"/>.
    /// </summary>
    public IReadOnlyList<int> ProcessIds => _localNodes?.ProcessIds ?? [];

    /// <summary>
    /// Starts worker processes and connects to them: a cluster of this machine, of nothing but the program.
    /// Each process is the program's own executable, started again with the same folder and environment; its
    /// Main is not entered. They listen on loopback addresses, end with the cluster, and also when this
    /// process is killed; one that dies is started again. What they print appears where this process prints.
    /// </summary>
    /// <param name="processes">How many, from 1 to 256; by default the logical processors.</param>
    /// <param name="options">How to start them.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ComputeException">
    /// A number is not possible; or the program cannot be started again, since it is a single file or native
    /// code, or a process ended at once (<see cref="ErrorKind.InvalidState"/>); or they were not there in
    /// time (<see cref="ErrorKind.Timeout"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<ComputeCluster> StartLocalAsync(
        int? processes = null, ProcessOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ProcessOptions();
        int count = processes ?? Environment.ProcessorCount;
        Check(count, MaxProcesses, "processes");
        Check(options.SlotsPerProcess, MaxWorkers, "slots a process");
        Check(options.SilenceTimeout);
        LocalNodes nodes = LocalNodes.Start(count, options);
        ClusterEngine? engine = null;
        try
        {
            var toSeed = new ClusterEngineOptions
            {
                Seed = nodes.Seed,
                Engine = ClusterEngines.Tcp,
                Log = options.Log,
            };
            ClusterEngine connected = engine =
                await ClusterEngine.ConnectAsync(toSeed, cancellationToken).ConfigureAwait(false);
            int slots = count * options.SlotsPerProcess;
            await nodes.WaitUntil(() => connected.Slots == slots, cancellationToken).ConfigureAwait(false);
            return new ComputeCluster(engine, nodes);
        }
        catch
        {
            if (engine is not null) await engine.DisposeAsync().ConfigureAwait(false);
            await nodes.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void Check(int count, int most, string what)
    {
        if (count >= 1 && count <= most) return;
        throw new ComputeException(
            ErrorKind.InvalidArgument, $"{count} {what} are not possible: ask for 1 to {most}");
    }

    private static void Check(TimeSpan silence)
    {
        bool isPossible = silence >= s_shortestSilence && silence <= s_longestSilence;
        if (isPossible || silence == Timeout.InfiniteTimeSpan) return;
        throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"a SilenceTimeout of {silence.TotalSeconds:0.###} s is not possible: give 1 s to 1 day, or "
            + "Timeout.InfiniteTimeSpan");
    }
}
