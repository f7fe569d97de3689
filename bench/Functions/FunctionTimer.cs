using System.Numerics;
using System.Runtime.Intrinsics;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Bench.Functions;

/// <summary>
/// Times all functions of one dtype on one thread: ours with both vector widths, NumPy's in its own process
/// and those of TensorPrimitives, in turns. All are warmed up together, once.
/// </summary>
internal sealed class FunctionTimer<T>(Interleaving interleaving, NumPyPeer? numPy, int small, int large)
    : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SmallRounds = 31;
    private const int LargeRounds = 7;
    private const int WarmUps = 3;
    private const int WarmUpCalls = 40;
    private static readonly TimeSpan Recompilation = TimeSpan.FromMilliseconds(250);

    private readonly FunctionArrays<T> _arrays = new(small, large);

    private static string DTypeName => typeof(T) == typeof(double) ? "float64" : "float32";

    /// <summary>Lets the runtime compile what it compiles anew after some calls.</summary>
    public void WarmUp()
    {
        _arrays.Load(InputRange.Even(0.25, 0.75), InputRange.Even(0.25, 0.75));
        for (int time = 0; time < WarmUps; time++)
        {
            foreach (MathFunction function in MathFunction.All)
            {
                foreach (Contender contender in SmallContenders(function)) contender.Time(WarmUpCalls);
            }

            Thread.Sleep(Recompilation);
        }
    }

    /// <summary>Times a function over arguments of these ranges.</summary>
    public FunctionTiming Measure(MathFunction function, Inputs inputs)
    {
        InputRange first = RangeOf(inputs.First);
        InputRange? second = inputs.Second is { } range ? RangeOf(range) : null;
        _arrays.Load(first, second);
        numPy?.Ask($"load {function.NumPy} {DTypeName} {small} {large} {first} {second}");
        Contender[] peers = numPy is null ? [] : [Peer("small")];
        Samples[] inCache = interleaving.MeasureWarm([.. SmallContenders(function), .. peers], SmallRounds);
        (Contender ours, DirectKernel kernel) = _arrays.LargeKernel(function);
        using DirectKernel prepared = kernel;
        peers = numPy is null ? [] : [Peer("large")];
        Samples[] inMemory = interleaving.MeasureWarm([ours, .. peers], LargeRounds);
        double? narrow = Of(inCache, $"{VectorWidth.Bits256}", small);
        double? wide = Of(inCache, $"{VectorWidth.Bits512}", small);
        return new FunctionTiming(
            function.Title,
            (wide ?? narrow)!.Value,
            Of(inMemory, Names.Ours, large)!.Value,
            Of(inCache, Names.NumPy, small),
            Of(inMemory, Names.NumPy, large),
            Of(inCache, Names.PlainTensorPrimitives, small),
            narrow / wide);
    }

    public void Dispose() => _arrays.Dispose();

    private static InputRange RangeOf(InputRange range) => typeof(T) == typeof(double) ? range : range.ForSingle();

    private static double? Of(Samples[] samples, string name, int count) =>
        Array.Find(samples, one => one.Name == name)?.Median / count;

    private IEnumerable<Contender> SmallContenders(MathFunction function)
    {
        yield return _arrays.SmallKernel(function.Function, VectorWidth.Bits256);
        if (Vector512.IsHardwareAccelerated)
        {
            yield return _arrays.SmallKernel(function.Function, VectorWidth.Bits512);
        }

        if (_arrays.SmallTensors(function.Function) is { } tensors) yield return tensors;
    }

    private Contender Peer(string size) => new(
        Names.NumPy,
        calls => double.Parse(numPy!.Ask($"{size} {calls}"), System.Globalization.CultureInfo.InvariantCulture));
}
