using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Data;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Tests.Data;

/// <summary>A data connection over loopback, with both of its ends.</summary>
internal sealed class DataLink : IDisposable
{
    private readonly Port _port;
    private long _sent;
    private long _received;

    public DataLink(ClusterIdentity? identity = null)
    {
        _port = new Port(identity);
        (FrameStream dialer, FrameStream dialed) = _port.Connect(identity);
        Server = new DataServer(
            dialed, Table, bytes => Interlocked.Add(ref _sent, bytes), ServerClosed.SetResult);
        Puller = new DataPuller(
            dialer, bytes => Interlocked.Add(ref _received, bytes), PullerClosed.SetResult);
    }

    public SliceTable Table { get; } = new();

    public DataServer Server { get; }

    public DataPuller Puller { get; }

    public TaskCompletionSource<string> ServerClosed { get; } = new();

    public TaskCompletionSource<string> PullerClosed { get; } = new();

    public long Sent => Volatile.Read(ref _sent);

    public long Received => Volatile.Read(ref _received);

    /// <summary>Pulls a slice; the reason why not, or null.</summary>
    public static Task<string?> Pull(DataPuller puller, SliceRef slice, ElementTarget target, long start)
    {
        var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        puller.Pull(slice, target, start, done.SetResult);
        return done.Task.WaitAsync(Port.Deadline);
    }

    public Task<string?> Pull(SliceRef slice, ElementTarget target, long start) =>
        Pull(Puller, slice, target, start);

    public void Dispose()
    {
        Puller.Dispose();
        Server.Dispose();
        _port.Dispose();
    }
}
