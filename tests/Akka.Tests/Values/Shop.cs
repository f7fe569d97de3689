namespace ActorCompute.Akka.Tests.Values;

/// <summary>The functions of a program, as far as its list goes.</summary>
internal static class Shop
{
    public static Order Double(Order order) => order with { Number = 2 * order.Number };

    public static Price[] Prices(Dictionary<string, Price> prices) => [.. prices.Values];

    public static (int, Shape?, DateTime?)[] Tuples(List<Shape> shapes) =>
        [.. shapes.Select(shape => (1, (Shape?)shape, (DateTime?)null))];

    public static Box Same(Box box) => box;

    public static Chain Longer(Chain? chain) => new(1, chain);

    public static Odd Odd(Odd odd) => odd;

    public static Moments Later(Moments moments) => moments;

    public static Tuple<int, string> Pair(Tuple<int, string> pair) => pair;

    public static Derived Derive(Derived derived) => derived;

    public static Guarded Guard(Guarded guarded) => guarded;
}

internal enum Currency : short
{
    Euro = 1,
    Yen = 300,
}

internal readonly record struct Price(decimal Amount, Currency Currency);

internal sealed record Order(int Number, Price[] Prices, List<string?> Names, Dictionary<string, Price> Extra)
{
    private readonly int _secret = 7;

    public DateTime? Paid { get; init; }

    public double[]? Weights { get; set; }

    public int Secret() => _secret;
}

internal abstract record Shape(string Name);

internal sealed record Circle(string Name, double Radius) : Shape(Name);

internal sealed record Square(string Name, float Side) : Shape(Name);

/// <summary>Not on the list.</summary>
internal sealed record Spy(string Name) : Shape(Name);

internal sealed record Box(Shape Inside, Shape[] Others);

internal sealed record Chain(int Value, Chain? Next)
{
    public Chain? Back { get; set; }
}

internal sealed record Moments(
    DateTime At,
    DateTimeOffset Off,
    TimeSpan For,
    Guid Id,
    DateOnly Day,
    TimeOnly Time,
    Half Half,
    char? Letter);

internal sealed record Odd(object Anything);

/// <summary>Its class would have a say in how it is made, were it asked.</summary>
internal sealed class Guarded : System.Collections.IEnumerable
{
    private readonly int[] _numbers;

    public Guarded(int[] numbers) => _numbers = numbers;

    public int Count => _numbers.Length;

    public System.Collections.IEnumerator GetEnumerator() => _numbers.GetEnumerator();
}

internal class Root
{
    protected int Shared = 3;

    private readonly string _name = "root";

    public long Number { get; set; }

    public override string ToString() => $"{_name} {Shared} {Number}";
}

/// <summary>Fields of its own, and those that it has from its base, some under the same name.</summary>
internal sealed class Derived : Root
{
    private readonly double _name = 1.5;

    public void Raise() => Shared++;

    public override string ToString() => $"{_name} {base.ToString()}";
}
