using System.Net.Sockets;
using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Transfer.Connections;
using Akka.Actor;
using AkkaCluster = Akka.Cluster.Cluster;

namespace ActorCompute.Engines.Akka.Membership;

/// <summary>
/// This process as a member of the Akka.NET cluster. A seed node that has been there before is looked for by
/// the others, and so takes them for its way back into their cluster, before it founds one of its own.
/// Thread safe.
/// </summary>
internal sealed class ClusterMembership : IDisposable
{
    /// <summary>Longer than nodes wait before they dial a seed node again.</summary>
    private static readonly TimeSpan s_oldFriends = TimeSpan.FromSeconds(1.2);

    private static readonly TimeSpan s_longestProbe = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestLeaving = TimeSpan.FromSeconds(5);

    private readonly CarrierOptions _options;
    private readonly AkkaCluster _cluster;
    private readonly Func<IEnumerable<Address>> _others;
    private readonly Timer? _founding;
    private int _hasEnded;

    /// <param name="system">The ActorSystem.</param>
    /// <param name="options">What the process is.</param>
    /// <param name="others">The nodes that are connected, which may be members.</param>
    /// <param name="removed">Told of each other member that the cluster removes.</param>
    public ClusterMembership(
        ActorSystem system,
        CarrierOptions options,
        Func<IEnumerable<Address>> others,
        Action<Address> removed)
    {
        _options = options;
        _others = others;
        _cluster = AkkaCluster.Get(system);
        system.ActorOf(
            Props.Create(() => new ClusterListener(View, address => OnRemoved(address, removed), End)),
            "actorcompute-cluster");
        _cluster.RegisterOnMemberRemoved(() => End("it was out of reach of the others for too long"));
        if (options.Role == CarrierRole.Seed)
        {
            _founding = new Timer(_ => Found(), null, s_oldFriends, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>What is known of the members.</summary>
    public ClusterView View { get; } = new();

    /// <summary>Joins the cluster of a seed node, unless this node is in one already.</summary>
    public void Join(Address seed)
    {
        if (!View.Has(_cluster.SelfAddress)) _cluster.JoinSeedNodes([seed]);
    }

    /// <summary>
    /// The connection of a member is lost. Where nothing listens on its address any more its process is dead,
    /// and the cluster need not wait for the failure detector to tell; in any other case it does.
    /// </summary>
    public void CheckLost(Address address)
    {
        if (View.Has(address) && Volatile.Read(ref _hasEnded) == 0) _ = Task.Run(() => DownIfDead(address));
    }

    /// <summary>Leaves the cluster in good order, and waits until the others know.</summary>
    public void Leave()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0) return;
        try
        {
            CoordinatedShutdown.Get(_cluster.System)
                .Run(CoordinatedShutdown.ClusterLeavingReason.Instance)
                .Wait(s_longestLeaving);
        }
        catch (AggregateException)
        {
            // The others find out by themselves.
        }
    }

    /// <summary>Founds no cluster any more.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _hasEnded, 1);
        _founding?.Dispose();
    }

    private void Found()
    {
        if (Volatile.Read(ref _hasEnded) == 0) _cluster.JoinSeedNodes([_cluster.SelfAddress, .. _others()]);
    }

    private void OnRemoved(Address address, Action<Address> removed)
    {
        if (!address.Equals(_cluster.SelfAddress)) removed(address);
    }

    private void End(string reason)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0) _options.Removed(reason);
    }

    private void DownIfDead(Address address)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var node = new HostPort(address.Host, address.Port!.Value);
            socket.ConnectAsync(node.Resolve(), node.Port).Wait(s_longestProbe);
        }
        catch (AggregateException error)
            when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            _cluster.Down(address);
        }
        catch (Exception error) when (error is AggregateException or ComputeException)
        {
            // Not known: the failure detector will tell.
        }
    }
}
