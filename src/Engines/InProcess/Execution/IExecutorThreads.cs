using ActorCompute.Actors;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>The threads that run what is sent to the slots. Thread safe.</summary>
internal interface IExecutorThreads : IDisposable
{
    /// <summary>Puts a run into its slot, and sees to it that a thread takes it.</summary>
    void Offer(PendingRun run);

    /// <summary>A run that waited was taken back out of its slot.</summary>
    void Withdraw(PendingRun run);

    /// <summary>
    /// Keeps the node free for a slot, of which nothing runs; does <paramref name="granted"/> when
    /// nothing runs there.
    /// </summary>
    void Reserve(Slot slot, Action granted) =>
        throw new InvalidOperationException("a slot of a client's own process is never reserved");

    /// <summary>Ends the reservation of a slot, or its wait for one.</summary>
    void Free(Slot slot)
    {
    }

    /// <summary>Does <paramref name="begin"/> on the calling thread, and returns when it may leave.</summary>
    void Help(Action begin, IHelpUntil until);
}

/// <summary>
/// How long a thread with nothing to do looks on before it sleeps: 40 us or so, the price of a wake-up.
/// </summary>
internal static class Idling
{
    /// <summary>How often it looks.</summary>
    public const int LooksBeforeSleep = 250;

    /// <summary>Spins between two looks.</summary>
    public static void Pause() => Thread.SpinWait(4);

    /// <summary>
    /// Spins between two looks, or now and then lets another thread have the processor: where there are more
    /// threads than processors, the one that is waited for may be waiting for this processor.
    /// </summary>
    public static void PauseAmongMany(int looks)
    {
        if (looks % 8 == 7) Thread.Yield();
        else Pause();
    }
}
