using System.Numerics;
using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Generators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Bench.Functions;

/// <summary>Arguments and memory for results of two sizes, and the contenders that compute on them.</summary>
internal sealed unsafe class FunctionArrays<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ComputeArray<double> _first;
    private readonly ComputeArray<double> _second;
    private readonly ComputeArray<T> _x;
    private readonly ComputeArray<T> _y;
    private readonly ComputeArray<T> _result;
    private readonly T[] _smallX;
    private readonly T[] _smallY;
    private readonly T[] _smallResult;

    public FunctionArrays(int small, int large)
    {
        _first = Uniform(0, large);
        _second = Uniform(1, large);
        _x = ComputeArray.Create<T>(large);
        _y = ComputeArray.Create<T>(large);
        _result = ComputeArray.Create<T>(large);
        _result.Span(0, large).Fill(T.One);
        _smallX = GC.AllocateArray<T>(small, pinned: true);
        _smallY = GC.AllocateArray<T>(small, pinned: true);
        _smallResult = GC.AllocateArray<T>(small, pinned: true);
    }

    /// <summary>Makes the arguments.</summary>
    public void Load(InputRange first, InputRange? second)
    {
        Fill(_x, _first, first);
        if (second is not null) Fill(_y, _second, second);
        _x.Span(0, _smallX.Length).CopyTo(_smallX);
        _y.Span(0, _smallY.Length).CopyTo(_smallY);
    }

    /// <summary>Our kernel on the small arrays.</summary>
    public Contender SmallKernel(Function function, VectorWidth width)
    {
        ElementKernel kernel = ElementKernels.Find(function, DTypes.Of<T>(), width);
        return Contender.Of(Names.Ours, () =>
        {
            void** arguments = stackalloc void*[] { Address(_smallX), Address(_smallY) };
            kernel.Run(arguments, Address(_smallResult), _smallResult.Length);
        });
    }

    /// <summary>TensorPrimitives on the small arrays, or null if it has no such function.</summary>
    public Contender? SmallTensors(Function function) => TensorFunctions<T>.Has(function)
        ? Contender.Of(
            Names.PlainTensorPrimitives,
            () => TensorFunctions<T>.Run(function, _smallX, _smallY, _smallResult))
        : null;

    /// <summary>Our expression on the large arrays, on one thread.</summary>
    public (Contender Contender, DirectKernel Kernel) LargeKernel(MathFunction function)
    {
        List<(string, ElementSource)> inputs = [("x", new ArraySource(_x))];
        if (function.HasSecondArray) inputs.Add(("y", new ArraySource(_y)));
        var kernel = new DirectKernel(
            ArrayExpression.Parse(function.Text), null, inputs, new ArrayTarget(_result), slots: 1);
        return (Contender.Of(Names.Ours, kernel.RunSerially), kernel);
    }

    public void Dispose()
    {
        foreach (ComputeArray array in (ComputeArray[])[_first, _second, _x, _y, _result]) array.Dispose();
    }

    private static void* Address(T[] pinned) => (void*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private static ComputeArray<double> Uniform(ulong seed, int count)
    {
        ComputeArray<double> numbers = ComputeArray.CreateUninitialized<double>(count);
        using var random = new PhiloxSource(seed, count);
        random.Read(0, MemoryMarshal.AsBytes(numbers.Span(0, count)));
        return numbers;
    }

    private static void Fill(ComputeArray<T> arguments, ComputeArray<double> uniform, InputRange range)
    {
        int count = (int)arguments.Length;
        Parallel.For(0, (count + Block.Size - 1) / Block.Size, block =>
        {
            int start = block * Block.Size;
            int length = Math.Min(Block.Size, count - start);
            ReadOnlySpan<double> source = uniform.ReadOnlySpan(start, length);
            Span<T> target = arguments.Span(start, length);
            for (int index = 0; index < length; index++)
            {
                target[index] = T.CreateTruncating(range.Of(source[index]));
            }
        });
    }
}
