using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>The bits of an element depend on its value alone: every kernel is held to it.</summary>
public unsafe class TraversalTests
{
    private const int Longest = 64;

    public static TheoryData<DType, Function> Cases()
    {
        TheoryData<DType, Function> cases = [];
        foreach (DType type in FunctionCases.Types)
        {
            foreach (Function function in FunctionCases.InfallibleOf(type)) cases.Add(type, function);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_element_gives_the_same_bits_in_every_length_place_and_width(DType type, Function function)
    {
        Scalar[][] arguments = Arguments(function, type, Longest);
        DType resultType = FunctionCases.ResultOf(function, type);
        Scalar[] alone = new Scalar[Longest];
        ElementKernel kernel = ElementKernels.Find(function, type, VectorWidth.Bits512);
        for (int index = 0; index < Longest; index++)
        {
            alone[index] = ElementRunner.Run(kernel, resultType, Slice(arguments, index, 1))[0];
        }

        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            kernel = ElementKernels.Find(function, type, width);
            for (int length = 0; length <= Longest; length++)
            {
                Scalar[][] part = Slice(arguments, Longest - length, length);
                ElementRunner.Run(kernel, resultType, part, new RunOptions(Offset: length % 7))
                    .ShouldBe(alone[(Longest - length)..], $"{length} elements, {width}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Storing_past_the_cache_or_over_an_argument_gives_the_same_bits(DType type, Function function)
    {
        const int Count = 300;
        Scalar[][] arguments = Arguments(function, type, Count);
        DType resultType = FunctionCases.ResultOf(function, type);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            ElementKernel kernel = ElementKernels.Find(function, type, width);
            Scalar[] expected = ElementRunner.Run(kernel, resultType, arguments);
            for (int offset = 0; offset < 17 && kernel.RunStreaming != null; offset++)
            {
                Scalar[][] part = Slice(arguments, 0, Count - (offset * 3));
                ElementRunner.Run(kernel, resultType, part, new RunOptions(offset, Streams: true))
                    .ShouldBe(expected[..part[0].Length], $"streaming, offset {offset}, {width}");
            }

            for (int over = 0; over < arguments.Length; over++)
            {
                if (arguments[over][0].Type.ItemSize() != resultType.ItemSize()) continue;
                ElementRunner.Run(kernel, resultType, arguments, new RunOptions(Offset: 3, InPlace: over))
                    .ShouldBe(expected, $"over argument {over}, {width}");
            }
        }
    }

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float32)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Int32)]
    public void Arithmetic_can_store_past_the_cache(DType type)
    {
        (ElementKernels.Find(Function.Add, type).RunStreaming != null).ShouldBeTrue();
        (ElementKernels.Find(Function.Where, type).RunStreaming != null).ShouldBeTrue();
        (ElementKernels.FindCopy(type).RunStreaming != null).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(CastTests.Pairs), MemberType = typeof(CastTests))]
    public void Conversions_keep_to_it_too(DType from, DType to)
    {
        Scalar[] elements = ElementPool.Random(from, 100, seed: 5);
        Scalar[] expected = ElementRunner.Run(
            ElementKernels.FindCast(from, to, VectorWidth.Bits512), to, [elements]);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            ElementKernel kernel = ElementKernels.FindCast(from, to, width);
            for (int length = 0; length < elements.Length; length++)
            {
                bool streams = length % 2 == 1 && kernel.RunStreaming != null;
                RunOptions options = new(Offset: length % 5, Streams: streams);
                ElementRunner.Run(kernel, to, [elements[..length]], options).ShouldBe(expected[..length]);
            }
        }
    }

    private static Scalar[][] Arguments(Function function, DType type, int count) =>
        [.. FunctionCases.ArgumentsOf(function, type).Select((argument, index) =>
            ElementPool.Random(argument, count, seed: 10 + index))];

    private static Scalar[][] Slice(Scalar[][] arguments, int start, int count) =>
        [.. arguments.Select(argument => argument[start..(start + count)])];
}
