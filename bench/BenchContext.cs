using System.Runtime.InteropServices;
using ActorCompute.Arrays.Memory;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;
using ActorCompute.Kernels.Generators;

namespace ActorCompute.Bench;

/// <summary>What all rows measure with: arrays, the cluster, the threads of the static split, and Python.</summary>
internal sealed unsafe class BenchContext : IDisposable
{
    private readonly Lazy<double[]> _sourceElements;
    private readonly Lazy<double[]> _targetElements;
    private readonly Lazy<NumPyPeer?> _numPy;

    public BenchContext(int count, Interleaving interleaving)
    {
        Count = count;
        Interleaving = interleaving;
        Cluster = ComputeCluster.Local();
        Team = new SlotTeam(Cluster.Workers);
        Source = ComputeArray.CreateUninitialized<double>(count);
        Target = ComputeArray.Create<double>(count);
        using var random = new PhiloxSource(seed: 0, count);
        random.Read(0, MemoryMarshal.AsBytes(Source.Span(0, count)));
        Target.Span(0, count).Fill(1);
        _sourceElements = new Lazy<double[]>(Source.ToArray);
        _targetElements = new Lazy<double[]>(Source.ToArray);
        _numPy = new Lazy<NumPyPeer?>(() => NumPyPeer.TryStart(count, Cluster.Workers));
    }

    /// <summary>Elements of the large arrays.</summary>
    public int Count { get; }

    /// <summary>How contenders are timed.</summary>
    public Interleaving Interleaving { get; }

    public ComputeCluster Cluster { get; }

    public SlotTeam Team { get; }

    /// <summary>Uniform numbers in [0, 1): those of NumPy's Philox with the key 0.</summary>
    public ComputeArray<double> Source { get; }

    /// <summary>Memory for results, touched before anything is timed.</summary>
    public ComputeArray<double> Target { get; }

    /// <summary>The same numbers as an array of the program.</summary>
    public double[] SourceElements => _sourceElements.Value;

    /// <summary>Memory for results as an array of the program.</summary>
    public double[] TargetElements => _targetElements.Value;

    /// <summary>Python with NumPy; null where there is none.</summary>
    public NumPyPeer? NumPy => _numPy.Value;

    /// <summary>Moves the bytes of the large arrays and computes nothing.</summary>
    public ParallelCopy Copying => CopyingBy(Team);

    /// <summary>The same by these threads.</summary>
    public ParallelCopy CopyingBy(SlotTeam team) =>
        new((double*)Source.Address, (double*)Target.Address, Count, team);

    public void Dispose()
    {
        Cluster.Dispose();
        Team.Dispose();
        Source.Dispose();
        Target.Dispose();
        if (_numPy.IsValueCreated) _numPy.Value?.Dispose();
    }
}
