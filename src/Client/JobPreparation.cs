using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Client;

/// <summary>
/// From a request to a job: opens the inputs, finds dtype and shape of the result, makes room for it, and
/// enters all of it into the engine's table. What cannot be done is said here, before anything runs.
/// </summary>
internal static class JobPreparation
{
    /// <param name="request">The request.</param>
    /// <param name="expected">The dtype of the result that the caller counts on, or null for any.</param>
    /// <param name="id">The job's id.</param>
    /// <param name="engine">The engine that will compute it.</param>
    /// <exception cref="ComputeException">The request is not possible; nothing is left behind.</exception>
    public static SubmittedJob Prepare(JobRequest request, DType? expected, JobId id, IEngine engine)
    {
        var sources = new ElementSource[request.Inputs.Count];
        ElementTarget? target = null;
        ComputeArray? result = null;
        try
        {
            (Plan plan, ArrayDescription elements, ArrayDescription whole) = Resolve(request, sources);
            if (expected is { } type && type != whole.Type)
            {
                throw new ComputeException(
                    ErrorKind.UnsupportedType,
                    $"the result is {whole.Type.Name()}, not {type.Name()}: ask for {whole.Type.Name()}");
            }

            ChunkGrid grid = ChunkSizing.Grid(
                elements.Shape.Count,
                plan,
                engine.Slots,
                request.Options,
                Road(request, engine, sources, elements));
            if (!request.Into.IsUnset)
            {
                target = request.Into.Open(whole);
                if (request.Reduction is null) Overlap.Refuse(request.Inputs, sources, target);
            }
            else if (request.Reduction is null)
            {
                result = engine.Arrays.Create(elements);
                target = new ArrayTarget(result);
            }

            return Enter(request, id, engine, sources, target, result, elements, grid, plan.MayTakeAnyTime);
        }
        catch
        {
            foreach (ElementSource? source in sources) source?.Dispose();
            target?.Dispose();
            result?.Dispose();
            throw;
        }
    }

    /// <summary>How the elements come to the kernels.</summary>
    private static Road Road(
        JobRequest request, IEngine engine, ElementSource[] sources, ArrayDescription elements)
    {
        if (engine.IsLocal) return Client.Road.InProcess;
        long held = request.Reduction is null ? elements.Type.ItemSize() : 0;
        long sent = request.Into.IsUnset ? 0 : held;
        foreach (ElementSource source in sources)
        {
            if (source.Description.Shape.Rank == 0) continue;
            if (engine.Arrays.SourceOf(default, source) is not InputSource.ByReference reference) continue;
            int itemSize = source.Description.Type.ItemSize();
            held += itemSize;
            if (reference.Segment is null) sent += itemSize;
        }

        return Client.Road.Between(sent, held, engine.MostChunkBytes);
    }

    /// <summary>What a request would give; it is checked as a submission would, and nothing runs.</summary>
    /// <exception cref="ComputeException">The request is not possible.</exception>
    public static JobDescription Describe(JobRequest request)
    {
        var sources = new ElementSource[request.Inputs.Count];
        try
        {
            (_, ArrayDescription elements, ArrayDescription whole) = Resolve(request, sources);
            return new JobDescription(elements, whole, [.. sources.Select(source => source.Description)]);
        }
        finally
        {
            foreach (ElementSource? source in sources) source?.Dispose();
        }
    }

    /// <summary>Opens the inputs, and finds what the expression makes of their dtypes and shape.</summary>
    private static Resolved Resolve(JobRequest request, ElementSource[] sources)
    {
        Shape shape = OpenInputs(request, sources);
        var names = new (string, DType)[sources.Length];
        for (int place = 0; place < names.Length; place++)
        {
            names[place] = (request.Inputs[place].Name, sources[place].Description.Type);
        }

        Plan plan = PlanCache.Get(request.Expression, names, request.Reduction);
        var elements = new ArrayDescription(plan.ResultType, shape);
        Check(request.Options);
        if (request.Reduction is not { } reduction) return new Resolved(plan, elements, elements);
        ThrowIfEmpty(reduction, shape);
        DType type = ReductionAlgebra.ResultType(reduction, plan.ResultType);
        return new Resolved(plan, elements, new ArrayDescription(type, Shape.Scalar));
    }

    private static SubmittedJob Enter(
        JobRequest request,
        JobId id,
        IEngine engine,
        ElementSource[] sources,
        ElementTarget? target,
        ComputeArray? result,
        ArrayDescription elements,
        ChunkGrid grid,
        bool mayTakeAnyTime)
    {
        var arrays = new ArrayId[sources.Length];
        var inputs = new JobInput[sources.Length];
        for (int place = 0; place < sources.Length; place++)
        {
            arrays[place] = engine.Arrays.Add(sources[place]);
            inputs[place] = new JobInput(
                request.Inputs[place].Name,
                sources[place].Description,
                engine.Arrays.SourceOf(arrays[place], sources[place]));
        }

        bool storesElements = request.Reduction is null && target is not null;
        ArrayId? output = storesElements ? engine.Arrays.Add(target!) : null;
        var spec = new ExpressionSpec
        {
            Expression = request.Expression,
            Inputs = inputs,
            Outputs = output is { } array
                ? [OutputOf(target!, array, result is not null, engine.Arrays)]
                : [],
            Reduction = request.Reduction,
            Type = elements.Type,
            Grid = grid,
            MaxWorkers = request.Options.MaxWorkers ?? 0,
            Timeout = request.Options.Timeout,
            StallTimeout = request.Options.StallTimeout,
        };
        return new SubmittedJob(id, spec, elements, engine.Arrays, arrays, target, result, output)
        {
            Progress = request.Options.Progress,
            MayTakeAnyTime = mayTakeAnyTime,
        };
    }

    /// <summary>
    /// Other processes write in place to what the job made itself alone: should one fall silent, that array
    /// is given up, which one of the program cannot be. Likewise to a file until it has its name.
    /// </summary>
    private static JobOutput OutputOf(ElementTarget target, ArrayId array, bool isOfJob, IArrayTable table) =>
        new(target.Description, array, isOfJob ? table.SegmentOf(target) : null, table.FileOf(target));

    private static Shape OpenInputs(JobRequest request, ElementSource[] sources)
    {
        Shape? shape = null;
        string? first = null;
        for (int place = 0; place < sources.Length; place++)
        {
            (string name, ArrayInput input) = request.Inputs[place];
            for (int other = 0; other < place; other++)
            {
                if (request.Inputs[other].Name == name)
                {
                    throw new ComputeException(
                        ErrorKind.InvalidArgument,
                        $"the input '{name}' is given twice: give each name one array");
                }
            }

            sources[place] = input.Open();
            Shape given = sources[place].Description.Shape;
            if (given.Rank == 0) continue;
            if (shape is { } known && known != given)
            {
                throw new ComputeException(
                    ErrorKind.ShapeMismatch,
                    $"the shapes do not match: '{first}' is {known}, '{name}' is {given}; inputs "
                    + "have the same shape, or none (a scalar)");
            }

            shape ??= given;
            first ??= name;
        }

        return shape ?? Shape.Scalar;
    }

    private static void ThrowIfEmpty(Reduction reduction, Shape shape)
    {
        if (shape.Count == 0) ReductionAlgebra.Finish(reduction, DType.Float64, null, 0);
    }

    private static void Check(JobOptions options)
    {
        if (options.ChunkSize is <= 0)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"a chunk size of {options.ChunkSize} elements is not possible: it is at least 1, and is "
                + $"rounded up to blocks of {Block.Size}");
        }

        if (options.MaxWorkers is <= 0)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"{options.MaxWorkers} workers are not possible: it is at least 1");
        }

        Check("timeout", options.Timeout);
        Check("stall timeout", options.StallTimeout);
    }

    private static void Check(string name, TimeSpan? timeout)
    {
        if (timeout > TimeSpan.Zero || timeout is null) return;
        throw new ComputeException(
            ErrorKind.InvalidArgument, $"a {name} is longer than zero; leave it out for a job without one");
    }

    private readonly record struct Resolved(Plan Plan, ArrayDescription Elements, ArrayDescription Whole);
}
