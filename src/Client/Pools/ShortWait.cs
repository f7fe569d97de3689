namespace ActorCompute.Client.Pools;

/// <summary>
/// Waiting for another thread that is about to answer: some 40 us of looking, the price of a wake-up,
/// before sleep.
/// </summary>
internal static class ShortWait
{
    public const int MostLooks = 1000;

    /// <summary>
    /// Spins between two looks. An answer takes less than a microsecond if the other thread has a
    /// processor; if it takes longer, that thread may be waiting for this one's.
    /// </summary>
    public static void Pause(int looks)
    {
        if (looks % 32 == 31) Thread.Yield();
        else Thread.SpinWait(1);
    }
}
