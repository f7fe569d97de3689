using System.Diagnostics;

namespace ActorCompute.Client.Tests.Processes;

/// <summary>What the tests have worker processes run.</summary>
internal static class ProgramMethods
{
    private static int s_initialized;

    public static int Square(int x) => x * x;

    public static int ProcessId() => Environment.ProcessId;

    public static int ProcessIdOf(int item) => Environment.ProcessId;

    public static int Divide(int x) => 100 / x;

    public static double Volume(double width, double height, double depth) => width * height * depth;

    public static Order Discounted(Order order) => order with { Lines = [.. order.Lines.Select(Halved)] };

    public static int[]? Reversed(int[]? numbers) => numbers is null ? null : [.. numbers.Reverse()];

    public static long Length(double[] numbers) => numbers.LongLength;

    public static void Initialize(int start) => s_initialized += start;

    public static int Initialized(int item) => s_initialized;

    public static void FailToInitialize() => throw new InvalidOperationException("no such file");

    public static Shape Same(Shape shape) => shape;

    public static object Anything(int item) => item;

    public static string[] VariablesOfAChild()
    {
        using Process child = Process.Start(new ProcessStartInfo("env") { RedirectStandardOutput = true })!;
        return child.StandardOutput.ReadToEnd().Split('\n');
    }

    public static int NeverEnd()
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
        return 0;
    }

    /// <summary>
    /// The first to come for the item that dies leaves a file behind, and kills its process.
    /// </summary>
    public static int DieOnce(string file)
    {
        if (file.Length == 0) return 1;
        if (!TryCreate(file)) return 2;
        Process.GetCurrentProcess().Kill();
        return 0;
    }

    /// <summary>The first to come stops its process, as <c>kill -STOP</c> does; the next goes on.</summary>
    public static int StopOnce(string file)
    {
        if (!TryCreate(file)) return 2;
        using Process kill = Process.Start("kill", ["-STOP", $"{Environment.ProcessId}"]);
        return NeverEnd();
    }

    public static int Hesitate(int milliseconds)
    {
        Thread.CurrentThread.Join(milliseconds);
        return milliseconds;
    }

    public static int Die(int item)
    {
        if (item == 7) Process.GetCurrentProcess().Kill();
        return item;
    }

    private static Line Halved(Line line) => line with { Price = line.Price / 2 };

    private static bool TryCreate(string file)
    {
        try
        {
            using FileStream created = new(file, FileMode.CreateNew);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

internal sealed record Line(string Name, decimal Price);

internal sealed record Order(int Number, Line[] Lines, (string Name, char? Initial) Customer)
{
    public DayOfWeek? Day { get; set; }

    public List<double> Weights { get; init; } = [];
}

internal record Shape(double Size);

internal sealed record Circle(double Size) : Shape(Size);
