using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>
/// What every engine promises. An engine inherits the suite by a class that makes it; the parts of this class
/// are its chapters.
/// </summary>
public abstract partial class EngineConformance
{
    private const int RandomSeed = 20_251;

    /// <summary>How long the engines of the suite wait for kernels that do not stop.</summary>
    protected static TimeSpan StopTimeout { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>An engine of so many slots, with the <see cref="StopTimeout"/>.</summary>
    protected abstract IEngine Create(int slots);

    /// <summary>How many arrays the engine's table holds.</summary>
    protected abstract int ArrayCount(IEngine engine);

    /// <summary>The nodes that kernels run on.</summary>
    protected virtual IReadOnlyList<NodeId> NodesOfKernels(IEngine engine) => [engine.Node];

    private protected EngineBench Bench(int slots = 2) => new(Create(slots));

    private protected static double[] RandomNumbers(int count, int seed = RandomSeed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
    }
}
