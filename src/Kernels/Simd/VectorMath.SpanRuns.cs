using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;

namespace ActorCompute.Kernels.Simd;

/// <content>How functions run over spans.</content>
public static unsafe partial class VectorMath
{
    // Elements of an argument that is the same for all, as the kernels want it: an array.
    private const int RepeatedElements = 256;

    private static void Run<T>(Function function, ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged
    {
        Check(x, result);
        fixed (T* source = x, target = result)
        {
            void* argument = source;
            Kernels<T>.Of(function).Run(&argument, target, result.Length);
        }
    }

    private static void Run<T>(
        Function function, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> result)
        where T : unmanaged
    {
        Check(first, result);
        Check(second, result);
        fixed (T* firstSource = first, secondSource = second, target = result)
        {
            void** arguments = stackalloc void*[] { firstSource, secondSource };
            Kernels<T>.Of(function).Run(arguments, target, result.Length);
        }
    }

    private static void Run<T>(Function function, ReadOnlySpan<T> first, T second, Span<T> result)
        where T : unmanaged => RunWithNumber(function, first, second, numberIsFirst: false, result);

    private static void Run<T>(Function function, T first, ReadOnlySpan<T> second, Span<T> result)
        where T : unmanaged => RunWithNumber(function, second, first, numberIsFirst: true, result);

    private static void RunWithNumber<T>(
        Function function, ReadOnlySpan<T> arguments, T number, bool numberIsFirst, Span<T> result)
        where T : unmanaged
    {
        Check(arguments, result);
        Span<T> repeated = stackalloc T[Math.Min(RepeatedElements, result.Length)];
        repeated.Fill(number);
        for (int start = 0; start < result.Length; start += RepeatedElements)
        {
            int count = Math.Min(RepeatedElements, result.Length - start);
            ReadOnlySpan<T> part = arguments.Slice(start, count);
            ReadOnlySpan<T> numbers = repeated[..count];
            if (numberIsFirst) Run(function, numbers, part, result.Slice(start, count));
            else Run(function, part, numbers, result.Slice(start, count));
        }
    }

    private static void Check<T>(ReadOnlySpan<T> argument, Span<T> result)
        where T : unmanaged
    {
        if (argument.Length != result.Length)
        {
            throw new ArgumentException(
                $"{argument.Length} arguments and room for {result.Length} results: make them as many",
                nameof(result));
        }

        if (argument.Overlaps(result, out int offset) && offset != 0)
        {
            throw new ArgumentException(
                "the result overlaps the arguments without beginning where they do: "
                    + "give it their very memory, or memory of its own",
                nameof(result));
        }
    }

    /// <summary>The kernels at the preferred width, found once.</summary>
    private static class Kernels<T>
        where T : unmanaged
    {
        private static readonly ElementKernel[] s_kernels =
        [
            .. Enumerable.Range(0, (int)Enum.GetValues<Function>().Max() + 1).Select(Find),
        ];

        public static ElementKernel Of(Function function) => s_kernels[(int)function];

        private static ElementKernel Find(int function) =>
            ElementKernels.FindOrNull((Function)function, DTypes.Of<T>(), VectorWidths.Preferred) ?? default;
    }
}
