namespace ActorCompute.Client.Tests;

/// <summary>Inputs of the tests.</summary>
internal static class Numbers
{
    public const int RandomSeed = 4711;

    /// <summary>Numbers between -1 and 1, the same in every run.</summary>
    public static double[] Random(int count)
    {
        var random = new Random(RandomSeed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
    }
}
