namespace ActorCompute.Client.Tests.Clusters;

/// <summary>What the tests have worker nodes run.</summary>
internal static class NodeWork
{
    [ThreadStatic]
    private static int s_initialized;

    /// <summary>What of it is on the list.</summary>
    public static FunctionTypes Types => [typeof(NodeWork), typeof(Item)];

    /// <summary>Set once a call of <see cref="WaitOnce"/> has begun.</summary>
    public static ManualResetEventSlim Waiting { get; } = new();

    /// <summary>Ends the calls of <see cref="WaitOnce"/>.</summary>
    public static ManualResetEventSlim Released { get; } = new();

    public static Item Doubled(Item item) => item with { Number = 2 * item.Number };

    public static Item Make(int number, string name) => new(number, name);

    public static int Nothing() => 0;

    public static int Fraction(int x) => 100 / x;

    public static string ThreadName(int item) => Thread.CurrentThread.Name ?? "";

    public static Colour Coloured(int item) => Colour.Red;

    public static void Initialize(int start) => s_initialized += start;

    public static (int Initialized, int Thread) Seat(int item) =>
        (s_initialized, Environment.CurrentManagedThreadId);

    public static int WaitOnce(int item)
    {
        Waiting.Set();
        Released.Wait();
        return item;
    }
}

/// <summary>On no list of a node.</summary>
internal static class UnlistedWork
{
    public static int Secret(int item) => item;

    public static void Initialize()
    {
        // It is refused before it comes to this.
    }
}

internal sealed record Item(int Number, string Name);

internal enum Colour
{
    Red,
}

/// <summary>Derives from a class of .NET that has much to say in how it is made.</summary>
internal sealed class Careless : Exception;
