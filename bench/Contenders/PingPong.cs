namespace ActorCompute.Bench.Contenders;

/// <summary>
/// Two threads that wake each other in turn through two SemaphoreSlim, as a .NET program hands work to a thread and
/// waits for the answer: each looks for a moment before it sleeps. Not thread safe.
/// </summary>
internal sealed class PingPong : IDisposable
{
    private readonly SemaphoreSlim _ping = new(0);
    private readonly SemaphoreSlim _pong = new(0);
    private readonly Thread _answers;
    private volatile bool _isEnded;

    public PingPong()
    {
        _answers = new Thread(Answer) { IsBackground = true, Name = "ping-pong" };
        _answers.Start();
    }

    /// <summary>Wakes the other thread, and waits until it has woken this one.</summary>
    public void Play()
    {
        _ping.Release();
        _pong.Wait();
    }

    public void Dispose()
    {
        _isEnded = true;
        _ping.Release();
        _answers.Join();
        _ping.Dispose();
        _pong.Dispose();
    }

    private void Answer()
    {
        while (true)
        {
            _ping.Wait();
            if (_isEnded) return;
            _pong.Release();
        }
    }
}
