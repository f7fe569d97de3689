using System.Diagnostics;

namespace ActorCompute.Cluster.Tests.Functions;

/// <summary>A program's functions, whose assembly worker nodes are given.</summary>
internal static class Shop
{
    public static Bill Total(Order order) =>
        new(order.Number, order.Lines.Sum(line => line.Count * line.Price), Environment.ProcessId);

    /// <summary>Takes a while, so that a node can be lost in the middle.</summary>
    public static Bill TotalInAWhile(Order order)
    {
        Thread.CurrentThread.Join(5);
        return Total(order);
    }

    /// <summary>Makes a file, and never returns.</summary>
    public static int StayForEver(string file)
    {
        File.WriteAllText(file, "");
        Thread.CurrentThread.Join();
        return 0;
    }

    public static double Area(Shape shape) => shape is Circle circle ? Math.PI * circle.Radius : 0;

    public static decimal Share(Order order) => 100 / (order.Number - 3);

    public static int Spied(Spy spy) => spy.Radius.ToString().Length;

    public static int ProcessId() => Environment.ProcessId;
}

/// <summary>Of the same assembly, and on no list of a node.</summary>
internal static class Vault
{
    public static int Open(int door)
    {
        Process.GetCurrentProcess().Kill();
        return door;
    }
}

internal sealed record Line(string Name, int Count, decimal Price);

internal sealed record Order(int Number, Line[] Lines);

internal sealed record Bill(int Number, decimal Total, int Process);

internal record Shape(string Name);

internal sealed record Circle(string Name, double Radius) : Shape(Name);

/// <summary>On the list of a client only.</summary>
internal sealed record Spy(string Name, double Radius) : Shape(Name);
