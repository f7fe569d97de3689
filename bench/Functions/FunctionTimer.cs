using System.Globalization;
using System.Numerics;
using System.Runtime;
using System.Runtime.Intrinsics;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Bench.Functions;

/// <summary>
/// Times all functions of one dtype on one thread: ours with the widest vectors, and without AVX-512 in a
/// process of its own, NumPy's in another and those of TensorPrimitives, in turns. All are warmed up together,
/// once. What counts is the least time of the rounds: they do the same each time, so whatever is more is the
/// rest of the machine.
/// </summary>
internal sealed class FunctionTimer<T>(Interleaving interleaving, NumPyPeer? numPy, int small, int large)
    : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SmallRounds = 31;
    private const int LargeRounds = 7;
    private const int MostWarmUps = 24;
    private const int QuietWarmUps = 3;
    private const int WarmUpCalls = 40;
    private static readonly TimeSpan Recompilation = TimeSpan.FromMilliseconds(250);

    private readonly FunctionArrays<T> _arrays = new(small, large);
    private readonly NarrowKernels? _narrow =
        Vector512.IsHardwareAccelerated ? NarrowKernels.Start<T>(small) : null;

    private static string DTypeName => typeof(T) == typeof(double) ? "float64" : "float32";

    /// <summary>Runs everything until the runtime has nothing more to compile anew.</summary>
    public void WarmUp()
    {
        InputRange middle = InputRange.Even(0.25, 0.75);
        _arrays.Load(middle, middle);
        _narrow?.Load(middle, middle);
        int quiet = 0;
        for (int time = 0; time < MostWarmUps && quiet < QuietWarmUps; time++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (MathFunction function in MathFunction.All)
            {
                foreach (Contender contender in SmallContenders(function)) contender.Time(WarmUpCalls);
            }

            Thread.Sleep(Recompilation);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }

    /// <summary>Times a function over arguments of these ranges.</summary>
    public FunctionTiming Measure(MathFunction function, Inputs inputs)
    {
        InputRange first = RangeOf(inputs.First);
        InputRange? second = inputs.Second is { } range ? RangeOf(range) : null;
        _arrays.Load(first, second);
        _narrow?.Load(first, second);
        numPy?.Ask($"load {function.NumPy} {DTypeName} {small} {large} {first} {second}");
        Contender[] peers = numPy is null ? [] : [Peer("small")];
        Samples[] inCache = interleaving.MeasureWarm([.. SmallContenders(function), .. peers], SmallRounds);
        (Contender onLarge, DirectKernel kernel) = _arrays.LargeKernel(function);
        using DirectKernel prepared = kernel;
        peers = numPy is null ? [] : [Peer("large")];
        Samples[] inMemory = interleaving.MeasureWarm([onLarge, .. peers], LargeRounds);
        double ours = Of(inCache, Names.Ours, small)!.Value;
        return new FunctionTiming(
            function.Title,
            ours,
            Of(inMemory, Names.Ours, large)!.Value,
            Of(inCache, Names.NumPy, small),
            Of(inMemory, Names.NumPy, large),
            Of(inCache, Names.PlainTensorPrimitives, small),
            Of(inCache, $"{VectorWidth.Bits256}", small) / ours);
    }

    public void Dispose()
    {
        _narrow?.Dispose();
        _arrays.Dispose();
    }

    private static InputRange RangeOf(InputRange range) =>
        typeof(T) == typeof(double) ? range : range.ForSingle();

    private static double? Of(Samples[] samples, string name, int count) =>
        Array.Find(samples, one => one.Name == name)?.Rounds.Min() / count;

    private IEnumerable<Contender> SmallContenders(MathFunction function)
    {
        VectorWidth width = _narrow is null ? VectorWidth.Bits256 : VectorWidth.Bits512;
        yield return _arrays.SmallKernel(function.Function, width);
        if (_narrow is not null) yield return _narrow.Kernel(function.Function);
        if (_arrays.SmallTensors(function.Function) is { } tensors) yield return tensors;
    }

    private Contender Peer(string size) => new(
        Names.NumPy,
        calls => double.Parse(numPy!.Ask($"{size} {calls}"), CultureInfo.InvariantCulture));
}
