using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Scenarios;

/// <summary>A job of a scenario. Times are in nanoseconds.</summary>
public sealed record JobPlan
{
    /// <summary>Counts the jobs of the scenario, from 1.</summary>
    public long Number { get; init; } = 1;

    /// <summary>The place of the client that submits it.</summary>
    public int Client { get; init; }

    /// <summary>When it is submitted, from the start of its client.</summary>
    public long SubmitAt { get; init; }

    /// <summary>When the program cancels it, if it does; before its submission too.</summary>
    public long? CancelAt { get; init; }

    public long Elements { get; init; } = 16 * Block.Size;

    public long ChunkBlocks { get; init; } = 1;

    /// <summary>Inputs that a node which does not share memory has to fetch.</summary>
    public int FetchedInputs { get; init; } = 1;

    public bool HasScalarInput { get; init; }

    public bool HasGeneratedInput { get; init; }

    public int Outputs { get; init; } = 1;

    /// <summary>True where the outputs lie in files, which nodes that see them write to.</summary>
    public bool WritesFiles { get; init; }

    /// <summary>The places of worker nodes that cannot compute the job.</summary>
    public IReadOnlyList<int> RefusingPlaces { get; init; } = [];

    /// <summary>True for a job that sums its elements.</summary>
    public bool Sums { get; init; }

    /// <summary>
    /// The dtype of the elements: int64, whose sum has no order, or float64, whose sum has.
    /// </summary>
    public DType Type { get; init; } = DType.Float64;

    public int MaxWorkers { get; init; }

    public TimeSpan? Timeout { get; init; }

    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A chunk on which the kernel fails.</summary>
    public long? FailingChunk { get; init; }

    /// <summary>A chunk during which nodes die, as many as <see cref="Kills"/>.</summary>
    public long? KillingChunk { get; init; }

    public int Kills { get; init; }

    /// <summary>The job, over arrays that <paramref name="makeArray"/> makes.</summary>
    public ExpressionSpec Spec(Func<DType, long, ArrayId> makeArray)
    {
        var description = new ArrayDescription(Type, new Shape(Elements));
        var inputs = new List<JobInput>();
        for (int input = 0; input < FetchedInputs; input++) Add(description, Reference(Elements));
        if (HasScalarInput) Add(new ArrayDescription(Type, Shape.Scalar), Reference(1));
        if (HasGeneratedInput) Add(description, new InputSource.Random(1));
        return new ExpressionSpec
        {
            Expression = new ArrayExpression.Variable("x0"),
            Inputs = inputs,
            Outputs = [.. Enumerable.Range(0, Outputs).Select(_ => Output())],
            Reduction = Sums ? Reduction.Sum : null,
            Type = Type,
            Grid = ChunkGrid.For(Elements, ChunkBlocks * Block.Size),
            MaxWorkers = MaxWorkers,
            Timeout = Timeout,
            StallTimeout = StallTimeout,
        };

        JobOutput Output() =>
            new(description, makeArray(Type, Elements), File: WritesFiles ? new OutputFile("y.npy", 1, "") : null);
        void Add(ArrayDescription one, InputSource source) => inputs.Add(
            new JobInput($"x{inputs.Count}", one, source));
        InputSource Reference(long count) => new InputSource.ByReference(makeArray(Type, count));
    }
}
