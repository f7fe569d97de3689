using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Kernels.Elementwise;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>How a kernel is run; the results must not depend on it.</summary>
/// <param name="Offset">How many elements the arrays lie past a cache line.</param>
/// <param name="Streams">Results are stored past the cache.</param>
/// <param name="InPlace">The result lies over this argument.</param>
internal readonly record struct RunOptions(int Offset = 0, bool Streams = false, int? InPlace = null);

/// <summary>Runs kernels on arrays of scalars, and looks after the bytes around the result.</summary>
internal static unsafe class ElementRunner
{
    private const int Line = 64;
    private const byte Untouched = 0xA5;

    /// <summary>
    /// The results; fails the test if the kernel reports a failing element or writes outside.
    /// </summary>
    public static Scalar[] Run(
        ElementKernel kernel, DType resultType, Scalar[][] arguments, RunOptions options = default) =>
        Run(kernel, resultType, arguments, options, out int failed, arguments[0].Length)[..failed];

    /// <summary>The results before the first failing element.</summary>
    public static Scalar[] RunUntilFailure(
        ElementKernel kernel, DType resultType, Scalar[][] arguments, out int failed)
    {
        Scalar[] results = Run(kernel, resultType, arguments, default, out int index, -1);
        failed = index;
        return results.Take(index < 0 ? results.Length : index).ToArray();
    }

    private static Scalar[] Run(
        ElementKernel kernel,
        DType resultType,
        Scalar[][] arguments,
        RunOptions options,
        out int failed,
        int whenNone)
    {
        int count = arguments[0].Length;
        void*[] bases = new void*[arguments.Length + 1];
        void** pointers = stackalloc void*[arguments.Length];
        for (int index = 0; index < arguments.Length; index++)
        {
            DType type = count == 0 ? DType.Bool : arguments[index][0].Type;
            pointers[index] = Allocate(bases, index, type, count, options.Offset);
            Write((byte*)pointers[index], arguments[index]);
        }

        byte* result = options.InPlace is int over
            ? (byte*)pointers[over]
            : (byte*)Allocate(bases, arguments.Length, resultType, count, options.Offset);
        failed = options.Streams
            ? kernel.RunStreaming(pointers, result, count)
            : kernel.Run(pointers, result, count);
        if (failed < 0) failed = whenNone;

        Scalar[] results = new Scalar[count];
        for (int index = 0; index < count; index++) results[index] = Read(result, resultType, index);
        for (int distance = 1; distance <= Line; distance++)
        {
            result[-distance].ShouldBe(Untouched, "before the result");
            result[(count * resultType.ItemSize()) + distance - 1].ShouldBe(Untouched, "after the result");
        }

        foreach (void* memory in bases) NativeMemory.AlignedFree(memory);
        return results;
    }

    private static void* Allocate(void*[] bases, int index, DType type, int count, int offset)
    {
        int bytes = (offset + count) * type.ItemSize();
        bases[index] = NativeMemory.AlignedAlloc((nuint)(bytes + (3 * Line)), Line);
        NativeMemory.Fill(bases[index], (nuint)(bytes + (3 * Line)), Untouched);
        return (byte*)bases[index] + Line + (offset * type.ItemSize());
    }

    private static void Write(byte* target, Scalar[] values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            long bits = values[index].Bits;
            switch (values[index].Type.ItemSize())
            {
                case 8: ((long*)target)[index] = bits; break;
                case 4: ((int*)target)[index] = (int)bits; break;
                default: target[index] = (byte)bits; break;
            }
        }
    }

    private static Scalar Read(byte* source, DType type, int index) => type switch
    {
        DType.Float64 or DType.Int64 => new Scalar(type, ((long*)source)[index]),
        DType.Float32 => new Scalar(type, ((uint*)source)[index]),
        DType.Int32 => Scalar.Of(((int*)source)[index]),
        _ => new Scalar(type, source[index]),
    };
}
