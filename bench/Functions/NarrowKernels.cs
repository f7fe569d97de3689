using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Bench.Measuring;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Bench.Functions;

/// <summary>
/// Our kernels as a processor without AVX-512 runs them: in this program, started again with
/// <see cref="Command"/> and without those instructions, which takes turns with this process.
/// </summary>
internal sealed class NarrowKernels : IDisposable
{
    public const string Command = "narrow-kernels";

    private readonly Process _process;

    private NarrowKernels(Process process) => _process = process;

    /// <summary>Starts the process, for arrays of so many elements.</summary>
    public static NarrowKernels Start<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ActorCompute.Bench.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, Command, typeof(T).Name, $"{count}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_EnableAVX512"] = "0";
        return new NarrowKernels(Process.Start(start)!);
    }

    /// <summary>Makes the arguments.</summary>
    public void Load(InputRange first, InputRange? second) => Ask($"load {first} {second}");

    /// <summary>The kernel of a function.</summary>
    public Contender Kernel(Function function) => new(
        $"{VectorWidth.Bits256}",
        calls => double.Parse(Ask($"time {function} {calls}"), CultureInfo.InvariantCulture));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The process: an answer a line to requests as above, until there are no more.</summary>
    public static int Run(string[] arguments)
    {
        int count = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        return arguments[1] == nameof(Double) ? Answer<double>(count) : Answer<float>(count);
    }

    private static int Answer<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var arrays = new FunctionArrays<T>(count, count);
        Dictionary<Function, Contender> kernels = [];
        while (Console.In.ReadLine()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { } words)
        {
            if (words[0] == "load")
            {
                InputRange? second = words.Length > 4 ? InputRange.Parse(words[4..7]) : null;
                arrays.Load(InputRange.Parse(words[1..4]), second);
                Console.WriteLine("ok");
                continue;
            }

            Function function = Enum.Parse<Function>(words[1]);
            if (!kernels.TryGetValue(function, out Contender? kernel))
            {
                kernels.Add(function, kernel = arrays.SmallKernel(function, VectorWidth.Bits256));
            }

            double nanoseconds = kernel.Time(int.Parse(words[2], CultureInfo.InvariantCulture));
            Console.WriteLine(nanoseconds.ToString("R", CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private string Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        return _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("the process of 256-bit kernels ended");
    }
}
