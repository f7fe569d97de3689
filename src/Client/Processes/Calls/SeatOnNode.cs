using ActorCompute.Messages;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// A seat on a worker node: a connection to a thread there, which runs functions of the list that it has.
/// </summary>
internal sealed class SeatOnNode : IPeer
{
    private static readonly TimeSpan s_silenceTimeout = TimeSpan.FromSeconds(3);

    private readonly CallClient _calls;
    private readonly Func<SeatOnNode, bool> _isConnected;
    private readonly Action<SeatOnNode> _ended;
    private string? _loss;
    private int _ends;

    /// <param name="node">The node.</param>
    /// <param name="frames">The connection, owned from now on.</param>
    /// <param name="isConnected">Whether the cluster still sees the node.</param>
    /// <param name="ended">Told once when the seat is given back.</param>
    public SeatOnNode(
        NodeDescription node,
        FrameStream frames,
        Func<SeatOnNode, bool> isConnected,
        Action<SeatOnNode> ended)
    {
        Node = node;
        _calls = new CallClient(new CallConnection(frames), s_silenceTimeout);
        (_isConnected, _ended) = (isConnected, ended);
    }

    /// <summary>The node.</summary>
    public NodeDescription Node { get; }

    /// <summary>True where the node did not end it in good order.</summary>
    public bool WasLost => _loss is not null;

    /// <inheritdoc/>
    public string Name => $"worker node {Node.Name}";

    /// <inheritdoc/>
    public int? ProcessId => null;

    /// <inheritdoc/>
    public bool HasEnded => !_isConnected(this);

    /// <inheritdoc/>
    public CallFrame Run(
        NamedMethod method, ReadOnlySpan<byte> arguments, int count, Func<bool> isStopWanted)
    {
        try
        {
            return _calls.Run(method, arguments, count, isStopWanted);
        }
        catch (ConnectionException loss)
        {
            _loss = _calls.Silence ?? $"was lost: {loss.Message}";
            throw;
        }
    }

    /// <inheritdoc/>
    public void Kill() => _calls.Dispose();

    /// <inheritdoc/>
    public Task<string> EndAsync()
    {
        End();
        return Task.FromResult(_loss ?? "has ended");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private void End()
    {
        _calls.Dispose();
        if (Interlocked.Increment(ref _ends) == 1) _ended(this);
    }
}
