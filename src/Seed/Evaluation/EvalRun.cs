using System.Diagnostics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Expressions.Text;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Client;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Messages;
using ActorCompute.Seed.Options;
using ActorCompute.Transfer.Data;

namespace ActorCompute.Seed.Evaluation;

/// <summary>
/// Computes what the options ask for: brings the inputs into memory where they fit, runs the job as often
/// as is wished, and writes the result. Used once.
/// </summary>
internal sealed class EvalRun(EvalOptions options, CancellationToken stop)
{
    private readonly List<ComputeArray> _resident = [];
    private double _elementsBefore;

    /// <summary>What happened to the job that failed on a cluster; empty where none did.</summary>
    public IReadOnlyList<StoryEvent> Story { get; private set; } = [];

    /// <summary>How far the work is; any thread may look.</summary>
    public WorkProgress Progress { get; } = new();

    /// <summary>Does the work on this thread and the cluster's, and waits for it.</summary>
    /// <exception cref="ComputeException">The options make no job, or it failed. No file is left
    /// behind.</exception>
    /// <exception cref="OperationCanceledException">It was stopped. No file is left behind.</exception>
    public EvalResult Run()
    {
        var request = new JobRequest
        {
            Expression = options.Expression,
            Inputs = [.. options.Inputs.Select(input => (input.Name, input.Input))],
            Reduction = options.Reduction,
            Options = new JobOptions
            {
                ChunkSize = options.ChunkSize,
                Timeout = options.Timeout,
                MaxWorkers = options.Cluster is null ? null : options.Workers,
            },
        };
        ThrowIfNamedTwice();
        JobDescription job = Describe(request);
        ThrowIfUnused();
        Placement placement = Placement.Choose(job, options.OutputPath is not null);

        // Nothing is to be gained from memory here where the kernels run elsewhere, and write to the file.
        if (options.Cluster is not null) placement = placement with { InputsInMemory = false };
        if (IsWrittenByNodes()) placement = placement with { ResultInMemory = false };
        Progress.Expect(TotalElements(job, placement));

        using ComputeCluster cluster = Connect();
        try
        {
            return placement.ResultInMemory
                ? RunInMemory(cluster, request, job, placement)
                : RunToFile(cluster, request);
        }
        finally
        {
            foreach (ComputeArray array in _resident) array.Dispose();
        }
    }

    private bool IsWrittenByNodes() =>
        options is { Cluster: not null, DataRoot: { } root, OutputPath: { } path, Reduction: null }
        && DataRoot.NameOf(DataRoot.Check(root), path) is not null;

    private ComputeCluster Connect()
    {
        if (options.Cluster is { } seed)
        {
            var connect = new ConnectOptions
            {
                Certificates = options.Certificates,
                Engine = options.Engine ?? ClusterEngines.Auto,
                EngineConfiguration = options.Configuration,
                SharesMemory = options.SharesMemory,
                DataRoot = options.DataRoot,
                Log = line => Console.Error.WriteLine($"actorcompute: {line}"),
            };
            return ComputeCluster.ConnectAsync(seed, connect, stop).GetAwaiter().GetResult();
        }

        return options.Workers is { } workers
            ? ComputeCluster.Local(new LocalOptions { Workers = workers })
            : ComputeCluster.Local();
    }

    private JobDescription Describe(JobRequest request)
    {
        try
        {
            return request.Describe();
        }
        catch (ComputeException mismatch) when (mismatch.Kind == ErrorKind.ShapeMismatch)
        {
            // An input of another shape that is not used is a mistake of its own.
            ThrowIfUnused();
            throw;
        }
    }

    private EvalResult RunInMemory(
        ComputeCluster cluster, JobRequest request, JobDescription job, Placement placement)
    {
        // First, so that a file that cannot be written or does not fit on its disk is told of before the
        // work.
        using NpyTarget? file = options.OutputPath is { } path ? new NpyTarget(path, job.Result) : null;

        // Worker nodes of this host write to an array that the job makes; in this process one serves all runs.
        bool isMadeByJob = options.Cluster is not null && options.Reduction is null;
        using ComputeArray? array = isMadeByJob ? null : ComputeArray.CreateUninitialized(job.Result);
        JobRequest inMemory = array is null ? request : request with { Into = array };
        if (placement.InputsInMemory)
        {
            inMemory = inMemory with { Inputs = Load(cluster, request.Inputs, job) };
        }

        EvalResult result = Repeat(cluster, inMemory, last => new ArraySource(array ?? Kept(last.Array!)));
        if (file is null) return result;
        Progress.Finish("writing");
        try
        {
            result.WriteTo(file, stop);
        }
        catch
        {
            result.Dispose();
            throw;
        }

        return result;
    }

    private EvalResult RunToFile(ComputeCluster cluster, JobRequest request)
    {
        string path = options.OutputPath!;
        return Repeat(cluster, request with { Into = ArrayOutput.File(path) }, _ => new NpySource(path));
    }

    /// <summary>The inputs as arrays in memory, each computed from its source by all workers.</summary>
    private List<(string Name, ArrayInput Input)> Load(
        ComputeCluster cluster, IReadOnlyList<(string Name, ArrayInput Input)> inputs, JobDescription job)
    {
        var loaded = new List<(string, ArrayInput)>();
        foreach ((string name, ArrayInput input) in inputs)
        {
            var identity = new JobRequest
            {
                Expression = new ArrayExpression.Variable(name),
                Inputs = [(name, input)],
                Options = new JobOptions { Timeout = options.Timeout },
            };
            JobResult result = Compute(cluster, identity, $"loading {name}");
            _resident.Add(result.Array!);
            _elementsBefore += job.Inputs[loaded.Count].Shape.Count;
            loaded.Add((name, result.Array!));
        }

        return loaded;
    }

    private ComputeArray Kept(ComputeArray array)
    {
        _resident.Add(array);
        return array;
    }

    private EvalResult Repeat(
        ComputeCluster cluster, JobRequest request, Func<JobResult, ElementSource> openResult)
    {
        var seconds = new List<double>();
        JobResult? last = null;
        long retries = 0;
        while (seconds.Count < options.Repeat)
        {
            int run = seconds.Count + 1;
            string phase = options.Repeat == 1 ? "computing" : $"computing, run {run} of {options.Repeat}";
            long start = Stopwatch.GetTimestamp();
            last?.Array?.Dispose();
            last = Compute(cluster, request, phase);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            retries += last.Statistics.Retries;
            _elementsBefore += last.Elements.Shape.Count;
        }

        // Workers of a cluster come and go: those that took part are what there is to tell.
        int workers = options.Cluster is null ? cluster.Workers : last!.Statistics.Workers;
        return new EvalResult(last!, openResult(last!), workers, cluster.EngineName, retries, seconds);
    }

    private JobResult Compute(ComputeCluster cluster, JobRequest request, string phase)
    {
        JobHandle<JobResult> handle = cluster.Submit(request, stop);
        Progress.Follow(phase, _elementsBefore, handle);
        try
        {
            return handle.Completion.GetAwaiter().GetResult();
        }
        catch (ComputeException) when (options.Cluster is not null)
        {
            Story = handle.Story;
            throw;
        }
    }

    private double TotalElements(JobDescription job, Placement placement)
    {
        double loaded = placement.InputsInMemory ? job.Inputs.Sum(input => (double)input.Shape.Count) : 0;
        return loaded + (double)job.Elements.Shape.Count * options.Repeat;
    }

    private void ThrowIfNamedTwice()
    {
        foreach (NamedInput input in options.Inputs)
        {
            NamedInput first = options.Inputs.First(other => other.Name == input.Name);
            if (ReferenceEquals(first, input)) continue;
            throw new UsageException(
                $"the name {Excerpt.Quote(input.Name)} is given twice, by {first.Option} and {input.Option}: "
                + "rename one of them");
        }
    }

    // Most likely a typing error, which would otherwise cost a run to find.
    private void ThrowIfUnused()
    {
        IReadOnlyList<string> used = options.Expression.Variables;
        if (options.Inputs.FirstOrDefault(input => !used.Contains(input.Name)) is not { } unused) return;
        string names = used.Count == 0
            ? "it has no names"
            : $"its names are {Excerpt.Shorten(string.Join(", ", used))}";
        throw new UsageException(
            $"the expression does not use {Excerpt.Quote(unused.Name)}, which {unused.Option} gives: "
            + $"{names}; leave the input out");
    }
}
