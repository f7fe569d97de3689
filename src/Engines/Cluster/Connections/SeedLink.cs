using System.Runtime.CompilerServices;
using ActorCompute.Actors.Membership;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Cluster.Connections;

/// <summary>
/// The connection to the seed node. When it is lost the seed node is dialed until there is a new one; the
/// actor that speaks to it is told of both. Thread safe.
/// </summary>
/// <param name="others">Takes the connection.</param>
/// <param name="seed">Where the seed node listens.</param>
/// <param name="hello">What to say to it.</param>
/// <param name="options">How to dial.</param>
/// <param name="follower">The actor that speaks to the seed node.</param>
/// <param name="log">Takes a line when the connection is lost, and when there is a new one.</param>
internal sealed class SeedLink(
    OtherNodes others,
    HostPort seed,
    ConnectionProtocol.Hello hello,
    DialOptions options,
    ActorRef follower,
    Action<string> log) : IDisposable
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private volatile StrongBox<ActorRef> _service = new();

    /// <summary>Where the seed node listens.</summary>
    public HostPort Address => seed;

    /// <summary>The seed node's membership, as of the last connection; nobody before the first.</summary>
    public ActorRef Service => _service.Value;

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="ComputeException">The seed node cannot be reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        DialedConnection dialed = await Dialer.ConnectAsync(
            seed, hello, options, cancellation).ConfigureAwait(false);
        if (dialed.Welcome.Service == ActorRef.Nobody)
        {
            dialed.Frames.Dispose();
            throw new ComputeException(
                ErrorKind.Refused,
                $"{seed} is not a seed node: give the address that 'actorcompute seed' listens on");
        }

        string carrier = dialed.Welcome.Carrier;
        others.Add(dialed.Welcome.Node, carrier, new Connection(dialed.Frames), null, OnEnded);
        others.Carrier.Join(carrier);
        _service = new StrongBox<ActorRef>(dialed.Welcome.Service);
        others.Carrier.Host.Send(follower, new SeedConnection.SeedFound(dialed.Welcome.Service));
    }

    /// <summary>Dials no more. The present connection is for the owner of all connections to close.</summary>
    public void Dispose() => _stop.Cancel();

    private void OnEnded(string reason)
    {
        others.Carrier.Host.Send(follower, new SeedConnection.SeedLost());
        if (_stop.IsCancellationRequested) return;
        log($"the connection to the seed node {seed} ended: {reason}");
        _ = ReconnectAsync();
    }

    private async Task ReconnectAsync()
    {
        TimeSpan wait = s_shortestWait;
        while (true)
        {
            try
            {
                await Task.Delay(wait, _stop.Token).ConfigureAwait(false);
                await ConnectAsync(_stop.Token).ConfigureAwait(false);
                log($"connected to the seed node {seed} again");
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception)
            {
                // Whatever it is that goes wrong, the next dial may do: nobody else would dial again.
                wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
            }
        }
    }
}
