using ActorCompute.Actors;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>The threads that run what is sent to the slots. Thread safe.</summary>
internal interface IExecutorThreads : IDisposable
{
    /// <summary>A run was put into a slot: sees to it that a thread takes it.</summary>
    void Announce(PendingRun run);

    /// <summary>A waiting run was taken back.</summary>
    void Withdraw();

    /// <summary>Does <paramref name="begin"/> on the calling thread, and returns when it may leave.</summary>
    void Help(Action begin, IHelpUntil until);
}

/// <summary>How long a thread with nothing to do looks on before it sleeps: 40 us or so, the price of a wake-up.</summary>
internal static class Idling
{
    /// <summary>How often it looks.</summary>
    public const int LooksBeforeSleep = 250;

    /// <summary>Spins between two looks.</summary>
    public static void Pause() => Thread.SpinWait(4);
}
