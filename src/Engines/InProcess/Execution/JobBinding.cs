using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Generators;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>
/// A job as this node runs it: its plan, and what its inputs and outputs are here. Counted: the job holds one
/// reference, and so does every run; with the last one the arrays are let go.
/// </summary>
internal sealed class JobBinding
{
    private readonly List<TableEntry> _entries = [];
    private readonly List<ElementSource> _opened = [];
    private ElementTarget? _openedOutput;
    private int _references = 1;

    private JobBinding(Plan plan, int inputs)
    {
        Plan = plan;
        Inputs = new ElementSource?[inputs];
    }

    public Plan Plan { get; }

    /// <summary>The inputs; null where a run brings its own slice.</summary>
    public ElementSource?[] Inputs { get; }

    /// <summary>The output, if the job has one that is written in place.</summary>
    public ElementTarget? Output { get; private set; }

    /// <summary>Finds or opens everything that the job names.</summary>
    /// <param name="spec">The job.</param>
    /// <param name="table">The arrays of this node.</param>
    /// <param name="inPlace">False where the runs bring slices of their own for what is referred to.</param>
    /// <param name="surroundings">What lies outside the table.</param>
    /// <exception cref="ComputeException">
    /// The job does not fit together, or something of it cannot be had.
    /// </exception>
    /// <exception cref="UnfitNodeException">Something of it cannot be had on this node.</exception>
    public static JobBinding Bind(
        ExpressionSpec spec, ArrayTable table, bool inPlace, Surroundings surroundings)
    {
        var names = new (string, DType)[spec.Inputs.Count];
        for (int place = 0; place < names.Length; place++)
        {
            names[place] = (spec.Inputs[place].Name, spec.Inputs[place].Description.Type);
        }

        Plan plan = PlanCache.Get(spec.Expression, names, spec.Reduction);
        ExpressionSpecCheck.Throw(spec, plan);
        var binding = new JobBinding(plan, names.Length);
        try
        {
            for (int place = 0; place < names.Length; place++)
            {
                binding.Inputs[place] = inPlace
                    ? binding.Open(spec.Inputs[place], spec.Grid.Count, table, inPlace, surroundings)
                    : binding.OpenHere(spec.Inputs[place], spec.Grid.Count, table, surroundings);
            }

            if (spec.Outputs is [var output, ..])
            {
                binding.Output = inPlace
                    ? binding.FindOutput(output, table)
                    : binding.OpenOutput(output, surroundings);
            }

            return binding;
        }
        catch
        {
            binding.Release();
            throw;
        }
    }

    public bool TryAddReference()
    {
        int references = Volatile.Read(ref _references);
        while (references > 0)
        {
            int seen = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (seen == references) return true;
            references = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0) return;
        foreach (ElementSource source in _opened) source.Dispose();
        _openedOutput?.Dispose();
        foreach (TableEntry entry in _entries) entry.Release();
    }

    private ElementSource? OpenHere(
        JobInput input, long count, ArrayTable table, Surroundings surroundings)
    {
        try
        {
            return Open(input, count, table, inPlace: false, surroundings);
        }
        catch (ComputeException error)
        {
            throw new UnfitNodeException(error);
        }
    }

    private ElementSource? Open(
        JobInput input, long count, ArrayTable table, bool inPlace, Surroundings surroundings)
    {
        ElementSource? source = input.Source switch
        {
            InputSource.NpyFile file => OpenFile(file, surroundings),
            InputSource.Random random => Opened(new PhiloxSource(random.Seed, count)),
            InputSource.Arange => Opened(new ArangeSource(count)),
            InputSource.ByReference reference when inPlace => Used(reference.Array, input.Name, table).Source,
            InputSource.ByReference { Segment: { } segment } =>
                OpenSegment(segment, input.Description, surroundings),
            _ => null,
        };
        if (source is null || source.Description == input.Description) return source;
        throw new ComputeException(
            ErrorKind.InputChanged,
            $"input '{input.Name}' is {source.Description}, and was "
            + $"{input.Description} when the job was made");
    }

    private ElementSource OpenFile(InputSource.NpyFile file, Surroundings surroundings)
    {
        var source = new NpySource(surroundings.Resolve(file.Path));
        Opened(source);
        return source.Fingerprint() == file.Fingerprint
            ? source
            : throw new ComputeException(
                ErrorKind.InputChanged,
                $"the file '{file.Path}' of this node is not the one of the client: "
                + "give every node the same data root");
    }

    /// <summary>An input that this process maps, or null where it maps nothing.</summary>
    private ElementSource? OpenSegment(SegmentRef segment, ArrayDescription input, Surroundings surroundings)
    {
        if (surroundings.Segments is not { } segments) return null;
        ElementSource mapped = Opened(segments.OpenSource(segment, input.Type, input.Shape.Count));
        return Opened(new ShapedSource(mapped, input));
    }

    /// <summary>An output that this process reaches, or null: then the runs bring slices.</summary>
    private ElementTarget? OpenOutput(JobOutput output, Surroundings surroundings)
    {
        try
        {
            return _openedOutput = output switch
            {
                { Segment: { } segment } => surroundings.Segments?.OpenTarget(
                    segment, output.Description.Type, output.Description.Shape.Count),
                { File: { } file } => new SharedNpyTarget(
                    surroundings.Resolve(file.Path),
                    output.Description,
                    file.Token,
                    isOfOtherHost: file.Host.Length == 0 || file.Host != surroundings.Host),
                _ => null,
            };
        }
        catch (ComputeException)
        {
            return null;
        }
    }

    private ElementTarget FindOutput(JobOutput output, ArrayTable table)
    {
        ElementTarget? target = Used(output.Array, "the output", table).Target;
        return target is not null && target.Description == output.Description
            ? target
            : throw new ComputeException(
                ErrorKind.ShapeMismatch, $"the output array is not {output.Description}");
    }

    private ElementSource Opened(ElementSource source)
    {
        _opened.Add(source);
        return source;
    }

    private TableEntry Used(ArrayId array, string name, ArrayTable table)
    {
        if (!table.TryUse(array, out TableEntry? entry))
        {
            throw new ComputeException(
                ErrorKind.InputChanged, $"the array of '{name}' is not in the table any more: add it again");
        }

        _entries.Add(entry);
        return entry;
    }
}
