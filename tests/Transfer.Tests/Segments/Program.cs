using System.Globalization;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Transfer.Tests.Segments;

/// <summary>
/// Run as a program, the test assembly is another process of the host, which does with segments what it is
/// told, a line each, and answers with a line.
/// </summary>
internal static class Program
{
    private static readonly List<IDisposable> s_held = [];

    private static void Main()
    {
        using var map = new SegmentMap(1L << 30);
        while (Console.ReadLine() is { } line)
        {
            try
            {
                string[] words = line.Split(' ');
                Console.WriteLine(Do(map, words[0], words[1..]));
            }
            catch (ComputeException failure)
            {
                Console.WriteLine($"{failure.Kind}: {failure.Message}");
            }
        }
    }

    private static string Do(SegmentMap map, string command, string[] words)
    {
        switch (command)
        {
            case "make":
                return Make(long.Parse(words[0], CultureInfo.InvariantCulture));
            case "double":
                return Double(map, OtherProcess.Parse(words)).ToString("R", CultureInfo.InvariantCulture);
            case "hold":
                SegmentRef held = OtherProcess.Parse(words);
                s_held.Add(map.OpenSource(held, DType.Float64, held.Bytes / sizeof(double)));
                return "held";
            case "canopen":
                return SegmentProbe.CanOpen(OtherProcess.Parse(words)).ToString();
            default:
                return $"what is {command}?";
        }
    }

    private static unsafe string Make(long bytes)
    {
        Segment segment = Segment.Create(bytes);
        s_held.Add(segment);
        new Span<double>(segment.Address, (int)(bytes / sizeof(double))).Fill(7);
        return OtherProcess.Format(segment.Reference);
    }

    /// <summary>Doubles every element in place, and gives the sum that was there before.</summary>
    private static unsafe double Double(SegmentMap map, SegmentRef segment)
    {
        long count = segment.Bytes / sizeof(double);
        using ElementSource source = map.OpenSource(segment, DType.Float64, count);
        using ElementTarget target = map.OpenTarget(segment, DType.Float64, count);
        double sum = 0;
        for (long index = 0; index < count; index++)
        {
            double element = ((double*)source.Address)[index];
            sum += element;
            ((double*)target.Address)[index] = 2 * element;
        }

        return sum;
    }
}
