using System.Collections.Concurrent;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;
using static ActorCompute.Messages.CallProtocol;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// The end of a connection for calls in a worker process, or on a worker node: one thread receives, one gives
/// signs of life, and the thread of the server calls.
/// </summary>
/// <param name="connection">The connection, owned from now on.</param>
/// <param name="methods">What may be called.</param>
internal sealed class CallServer(CallConnection connection, CallableMethods methods) : INodeSeat
{
    private static readonly TimeSpan s_signInterval = TimeSpan.FromMilliseconds(500);

    private readonly BlockingCollection<(RunCalls Run, byte[] Arguments)> _runs =
        new(boundedCapacity: 1);

    private readonly ValueWriter _results = new();
    private readonly ManualResetEventSlim _isAtRun = new();
    private readonly ManualResetEventSlim _isEnded = new();
    private volatile bool _isLeaving;
    private volatile bool _isDeserted;
    private long _stopped = -1;
    private long _running;

    /// <inheritdoc/>
    public bool IsBusy => _isAtRun.IsSet && !_isEnded.IsSet && !_isDeserted;

    /// <summary>Calls what the program asks for, until the connection ends.</summary>
    public void Run()
    {
        new Thread(Receive) { IsBackground = true, Name = "receives calls" }.Start();
        new Thread(GiveSigns) { IsBackground = true, Name = "gives signs of life" }.Start();
        foreach ((RunCalls run, byte[] arguments) in _runs.GetConsumingEnumerable()) Answer(run, arguments);
        _isEnded.Set();
        _isAtRun.Set();
    }

    /// <inheritdoc/>
    public void Leave() => _isLeaving = true;

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private void Receive()
    {
        try
        {
            while (true)
            {
                CallFrame frame = connection.Receive();
                if (frame.Message is RunCalls run) _runs.Add((run, frame.Payload));
                else if (frame.Message is StopCalls stop) Interlocked.Exchange(ref _stopped, stop.Number);
            }
        }
        catch (ConnectionException)
        {
            // Nobody waits for the call that runs, nor for those behind it.
            _isDeserted = true;
            Leave();
            _runs.CompleteAdding();
        }
    }

    /// <summary>Only of runs that take a while: others answer soon enough.</summary>
    private void GiveSigns()
    {
        try
        {
            while (true)
            {
                _isAtRun.Wait();
                if (_isEnded.Wait(s_signInterval)) return;
                if (_isAtRun.IsSet) connection.Send(new CallsGoOn(Interlocked.Read(ref _running)));
            }
        }
        catch (ConnectionException)
        {
            // As the receiver finds out too, unless it waits for a place for runs of one who sent several.
            _isDeserted = true;
        }
    }

    private void Answer(RunCalls run, byte[] arguments)
    {
        int done = 0;
        NamedMethod? method = null;
        Interlocked.Exchange(ref _running, run.Number);
        _isAtRun.Set();
        try
        {
            _results.Clear();
            method = methods.Find(run.Method);
            var reader = new ValueReader(arguments);
            for (; done < run.Count && !IsStopped(run); done++) method.Call(ref reader, _results);
            connection.Send(new CallsRan(run.Number, done), _results.Written);
        }
        catch (ConnectionException)
        {
            // The program is gone, or has given up on this process: the receiver ends it.
        }
        catch (Exception error)
        {
            // Whatever the function throws is the call's end, not the process's.
            int failed = Math.Max(0, Math.Min(done, run.Count - 1));
            string type = method is null ? "" : error.GetType().ToString();
            Tell(new CallsFailed(run.Number, failed, type, error.Message, error.StackTrace ?? ""));
        }
        finally
        {
            _isAtRun.Reset();
        }
    }

    private bool IsStopped(RunCalls run) => _isLeaving || Interlocked.Read(ref _stopped) == run.Number;

    private void Tell(CallsFailed failure)
    {
        try
        {
            connection.Send(failure);
        }
        catch (ConnectionException)
        {
            // As above.
        }
    }
}
