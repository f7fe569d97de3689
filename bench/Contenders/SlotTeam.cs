namespace ActorCompute.Bench.Contenders;

/// <summary>
/// Threads that wait to run one body a slot, with the calling thread as slot 0: what one would write by hand to
/// split an array in equal parts. The waiting threads spin for a moment before they sleep, and so does the caller,
/// who never sleeps. Not thread safe.
/// </summary>
internal sealed class SlotTeam : IDisposable
{
    private readonly SemaphoreSlim[] _wake;
    private Action<int>? _body;
    private int _running;

    public SlotTeam(int slots)
    {
        Slots = slots;
        _wake = [.. Enumerable.Range(1, slots - 1).Select(_ => new SemaphoreSlim(0))];
        for (int slot = 1; slot < slots; slot++)
        {
            int own = slot;
            new Thread(() => Work(own)) { IsBackground = true, Name = $"static split {own}" }.Start();
        }
    }

    public int Slots { get; }

    /// <summary>Runs the body for every slot, and returns when all have ended.</summary>
    public void Run(Action<int> body)
    {
        _body = body;
        Volatile.Write(ref _running, _wake.Length);
        foreach (SemaphoreSlim wake in _wake) wake.Release();
        body(0);
        var spin = new SpinWait();
        while (Volatile.Read(ref _running) > 0) spin.SpinOnce(sleep1Threshold: -1);
    }

    public void Dispose()
    {
        _body = null;
        foreach (SemaphoreSlim wake in _wake) wake.Release();
    }

    private void Work(int slot)
    {
        while (true)
        {
            _wake[slot - 1].Wait();
            if (_body is not { } body) return;
            body(slot);
            Interlocked.Decrement(ref _running);
        }
    }
}
