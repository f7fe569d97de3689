using ActorCompute.Transfer.Connections;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>The functions of programs that a worker node runs for its clients. Thread safe.</summary>
public interface INodeFunctions
{
    /// <summary>Serves a connection for calls.</summary>
    /// <param name="frames">The connection, owned by the seat.</param>
    INodeSeat Open(FrameStream frames);
}

/// <summary>
/// What one worker of a client's pool has on a worker node: it runs what comes by its connection, one call at
/// a time. Disposing closes the connection; a call that runs is not interrupted. Thread safe.
/// </summary>
public interface INodeSeat : IDisposable
{
    /// <summary>
    /// True while a call runs, or its results are sent, and the connection is there: what runs for nobody may
    /// never return, and is not waited for.
    /// </summary>
    bool IsBusy { get; }

    /// <summary>Runs the calls on the thread that asks, until the connection ends.</summary>
    void Run();

    /// <summary>Begins no further call: the client is to find another seat.</summary>
    void Leave();
}
