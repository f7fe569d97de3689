using System.Collections.Concurrent;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;
using static ActorCompute.Messages.CallProtocol;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// The end of a connection for calls in a worker process: one thread receives, one gives signs of life, and
/// the thread of the server calls.
/// </summary>
internal sealed class CallServer(CallConnection connection)
{
    private static readonly TimeSpan s_signInterval = TimeSpan.FromMilliseconds(500);

    private readonly BlockingCollection<(RunCalls Run, byte[] Arguments)> _runs = [];
    private readonly ValueWriter _results = new();
    private readonly ManualResetEventSlim _isAtRun = new();
    private long _stopped = -1;
    private long _running;

    /// <summary>Calls what the program asks for, until the connection ends.</summary>
    public void Run()
    {
        new Thread(Receive) { IsBackground = true, Name = "receives calls" }.Start();
        new Thread(GiveSigns) { IsBackground = true, Name = "gives signs of life" }.Start();
        foreach ((RunCalls run, byte[] arguments) in _runs.GetConsumingEnumerable()) Answer(run, arguments);
    }

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
                Thread.CurrentThread.Join(s_signInterval);
                if (_isAtRun.IsSet) connection.Send(new CallsGoOn(Interlocked.Read(ref _running)));
            }
        }
        catch (ConnectionException)
        {
            // As the receiver finds out.
        }
    }

    private void Answer(RunCalls run, byte[] arguments)
    {
        int done = 0;
        Interlocked.Exchange(ref _running, run.Number);
        _isAtRun.Set();
        try
        {
            _results.Clear();
            NamedMethod method = NamedMethod.Find(run.Method);
            var reader = new ValueReader(arguments);
            for (; done < run.Count && Interlocked.Read(ref _stopped) != run.Number; done++)
            {
                method.Call(ref reader, _results);
            }

            connection.Send(new CallsRan(run.Number, done), _results.Written);
        }
        catch (ConnectionException)
        {
            // The program is gone, or has given up on this process: the receiver ends it.
        }
        catch (Exception error)
        {
            // Whatever the function throws is the call's end, not the process's.
            Tell(new CallsFailed(
                run.Number, done, error.GetType().ToString(), error.Message, error.StackTrace ?? ""));
        }
        finally
        {
            _isAtRun.Reset();
        }
    }

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
