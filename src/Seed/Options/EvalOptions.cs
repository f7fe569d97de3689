using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;

namespace ActorCompute.Seed.Options;

/// <summary>What <c>actorcompute eval</c> was asked for. Immutable.</summary>
internal sealed record EvalOptions
{
    /// <summary>The expression as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>The expression.</summary>
    public required ArrayExpression Expression { get; init; }

    /// <summary>The inputs, in the order files, random, arange.</summary>
    public required IReadOnlyList<NamedInput> Inputs { get; init; }

    /// <summary>The reduction, or null for the elements.</summary>
    public Reduction? Reduction { get; init; }

    /// <summary>The file that takes the result, or null.</summary>
    public string? OutputPath { get; init; }

    /// <summary>How many kernels run at once, or null for all cores.</summary>
    public int? Workers { get; init; }

    /// <summary>Elements of a chunk, or null.</summary>
    public long? ChunkSize { get; init; }

    /// <summary>How long a run may take, or null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many runs, at least 1.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Where the seed node of a cluster listens, or null for this process alone.</summary>
    public string? Cluster { get; init; }

    /// <summary>The folder of the certificates, or null.</summary>
    public string? Certificates { get; init; }

    /// <summary>The cluster's engine, or null for the best that is there.</summary>
    public string? Engine { get; init; }

    /// <summary>The engine's own configuration, or null.</summary>
    public string? Configuration { get; init; }

    /// <summary>The folder whose files worker nodes read themselves, or null.</summary>
    public string? DataRoot { get; init; }

    /// <summary>False to move every byte to a cluster by sockets.</summary>
    public bool SharesMemory { get; init; } = true;

    /// <summary>True to print one object of JSON.</summary>
    public bool Json { get; init; }
}

/// <summary>An input with its name.</summary>
/// <param name="Name">The name that the expression uses.</param>
/// <param name="Option">How the command line gave it, for errors: <c>--in x=data.npy</c>.</param>
/// <param name="Input">The input.</param>
internal sealed record NamedInput(string Name, string Option, ArrayInput Input);
