using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Data;

namespace ActorCompute.Engines.Cluster.Connections;

/// <summary>
/// What joins a client and a worker node: a connection for messages, one on which this side asks for slices,
/// and one on which the other side does. The three end together. Thread safe.
/// </summary>
/// <param name="node">The other side.</param>
/// <param name="others">Takes the connection for messages.</param>
/// <param name="slices">Takes the one on which this side asks.</param>
/// <param name="store">What the other side may ask for.</param>
/// <param name="moved">Told how many bytes of slices came or went.</param>
/// <param name="ended">Called once, with the reason, when all three are closed.</param>
internal sealed class NodeLink(
    NodeId node,
    OtherNodes others,
    OtherSlices slices,
    TableSlices store,
    Action<long> moved,
    Action<string> ended)
{
    private readonly Lock _lock = new();
    private Connection? _control;
    private DataPuller? _puller;
    private DataServer? _server;
    private bool _isEnded;

    /// <summary>The other side.</summary>
    public NodeId Node => node;

    /// <summary>True once there are all three.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return !_isEnded && _control is not null && _puller is not null && _server is not null;
            }
        }
    }

    /// <summary>Takes the connection for messages.</summary>
    /// <param name="frames">The connection.</param>
    /// <param name="address">The address of the other side's carrier.</param>
    /// <param name="process">The other side's process, if it is one of this host; owned from now on.</param>
    public void Control(FrameStream frames, string address, LocalProcess? process = null)
    {
        lock (_lock)
        {
            if (!MayAdd(frames)) return;
            _control = new Connection(frames);
            others.Add(node, address, _control, process, End);
        }
    }

    /// <summary>Takes the connection on which this side asks for slices.</summary>
    public void Pull(FrameStream frames)
    {
        lock (_lock)
        {
            if (!MayAdd(frames)) return;
            _puller = new DataPuller(frames, moved, End);
            slices.Add(node, _puller);
        }
    }

    /// <summary>Takes the connection on which the other side asks for slices.</summary>
    public void Serve(FrameStream frames)
    {
        lock (_lock)
        {
            if (MayAdd(frames)) _server = new DataServer(frames, store, moved, End);
        }
    }

    /// <summary>Closes all three.</summary>
    public void End(string reason)
    {
        if (TryClose()) ended(reason);
    }

    /// <summary>Closes what there is of a link that did not come about; nobody is told.</summary>
    public void Abandon() => TryClose();

    private bool TryClose()
    {
        lock (_lock)
        {
            if (_isEnded) return false;
            _isEnded = true;
        }

        if (_puller is not null) slices.Remove(node, _puller);
        _puller?.Dispose();
        _server?.Dispose();
        if (_control is not null) others.Close(node, _control);
        return true;
    }

    private bool MayAdd(FrameStream frames)
    {
        if (_isEnded) frames.Dispose();
        return !_isEnded;
    }
}
