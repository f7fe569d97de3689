using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Engines.Akka.Actors;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.InProcess;
using Akka;
using Akka.Actor;
using Akka.Event;

namespace ActorCompute.Akka;

/// <summary>
/// Array computing on an ActorSystem, one for each, which <see cref="ActorSystemExtensions.AddActorCompute"/>
/// makes and the end of the ActorSystem ends. Thread safe.
/// </summary>
public sealed class ActorComputeExtension : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly Lock _lock = new();
    private volatile Parts? _parts;

    internal ActorComputeExtension(ExtendedActorSystem system) => _system = system;

    /// <summary>
    /// The router, at <c>/user/actorcompute/router</c>. It takes <c>SubmitJob</c> and <c>CancelJob</c>. Who
    /// has told it a job hears <c>JobAccepted</c>, any number of <c>JobProgress</c>, and one
    /// <c>JobCompleted</c> or <c>JobFailed</c>; who asks it by <c>Ask</c> is answered by the last one alone.
    /// The jobs of an actor that ends are cancelled.
    /// </summary>
    public IActorRef Router => _parts!.Router;

    /// <summary>
    /// The same by calls: makes messages of requests (<see cref="ComputeCluster.Prepare"/>), and computes
    /// for callers that are no actors.
    /// </summary>
    public ComputeCluster Compute => _parts!.Compute;

    /// <summary>What <see cref="ActorSystemExtensions.AddActorCompute"/> has added.</summary>
    /// <exception cref="ComputeException">
    /// Nothing was added (<see cref="ErrorKind.InvalidState"/>).
    /// </exception>
    public static ActorComputeExtension Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        ActorComputeExtension extension = In(system);
        return extension._parts is not null
            ? extension
            : throw new ComputeException(
                ErrorKind.InvalidState,
                $"the ActorSystem '{system.Name}' does not compute yet: call AddActorCompute first");
    }

    /// <summary>The extension of an ActorSystem, started or not.</summary>
    internal static ActorComputeExtension In(ActorSystem system) =>
        system.WithExtension<ActorComputeExtension, ActorComputeProvider>();

    /// <exception cref="ComputeException">It is there already, or cannot be.</exception>
    internal void Start(ActorComputeOptions options)
    {
        lock (_lock)
        {
            if (_parts is not null)
            {
                throw new ComputeException(
                    ErrorKind.InvalidState,
                    $"the ActorSystem '{_system.Name}' computes already: take ActorComputeExtension.Get");
            }

            Parts parts = options.Cluster is { } seed ? Connect(seed, options) : StartHere(options);
            EndWithSystem(parts);
            _parts = parts;
        }
    }

    /// <summary>The engine's own actors on the ActorSystem; kernels have threads of their own.</summary>
    private Parts StartHere(ActorComputeOptions options)
    {
        ComputeCluster.ThrowUnlessPossible(options.Workers);
        var host = new AkkaHost(_system, InProcessEngine.NewNode());
        var engine = new InProcessEngine(
            new InProcessOptions { Slots = options.Workers }, host, ClusterEngines.Akka);
        return new Parts(new ComputeCluster(engine), host.Find(engine.Router)!);
    }

    /// <summary>A client of a cluster beside the ActorSystem, and its router's deputy on it.</summary>
    private Parts Connect(string seed, ActorComputeOptions options)
    {
        var connect = new ConnectOptions
        {
            Engine = ClusterEngines.Akka,
            EngineConfiguration = options.Hocon,
            Functions = options.Functions,
            Certificates = options.Certificates,
            DataRoot = options.DataRoot,
            SharesMemory = options.SharesMemory,
            Log = options.Log ?? (line => _system.Log.Warning("{0}", line)),
        };
        ComputeCluster compute = ComputeCluster.ConnectAsync(seed, connect).GetAwaiter().GetResult();
        try
        {
            return new Parts(compute, RouterDeputy.Start(_system, compute.Engine));
        }
        catch
        {
            compute.Dispose();
            throw;
        }
    }

    /// <summary>
    /// In order with the other services of the program; and in any case, however the ActorSystem ends.
    /// </summary>
    private void EndWithSystem(Parts parts)
    {
        CoordinatedShutdown.Get(_system).AddTask(
            CoordinatedShutdown.PhaseServiceStop,
            AkkaHost.RootName,
            async () =>
            {
                if (!parts.Compute.Engine.IsLocal) _system.Stop(parts.Router);
                await parts.Compute.DisposeAsync().ConfigureAwait(false);
                return Done.Instance;
            });
        _system.WhenTerminated.ContinueWith(
            _ => parts.Compute.DisposeAsync().AsTask(),
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private sealed record Parts(ComputeCluster Compute, IActorRef Router);
}

/// <summary>Makes the extension of an ActorSystem.</summary>
internal sealed class ActorComputeProvider : ExtensionIdProvider<ActorComputeExtension>
{
    /// <inheritdoc/>
    public override ActorComputeExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
