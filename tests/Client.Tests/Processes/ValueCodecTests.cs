using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Tests.Processes;

/// <summary>What travels between processes of a program, and what does not.</summary>
public sealed class ValueCodecTests
{
    private const int Seed = 20261121;

    private static readonly object[] s_values =
    [
        true, (byte)200, (sbyte)-3, (short)-30_000, ushort.MaxValue, 'ß', -1, uint.MaxValue, long.MinValue,
        ulong.MaxValue, (nint)(-5), Half.Epsilon, 1.5f, double.NegativeZero, 12345678901234567.89m,
        "", "a\ud800b", DayOfWeek.Monday, new double[] { 1, double.NaN }, new[] { "a", "" },
        new List<int> { 1, 2 }, (1, "two", 3.0), Tuple.Create(4, 'x'), (1, 2, 3, 4, 5, 6, 7, 8, 9),
        new int[][] { [1], [] }, new[] { DayOfWeek.Friday }, new Node(1, new Node(2, null)),
        new Settable { Name = "n", Numbers = [1m, 2m] }, new Pair { First = 1, Second = 2 },
    ];

    [Fact]
    public void A_value_comes_back_as_it_was()
    {
        foreach (object value in s_values) RoundTrip(value).ShouldBeEquivalentTo(value);
    }

    [Fact]
    public void Null_travels_where_it_is_declared()
    {
        RoundTrip(null, typeof(string)).ShouldBeNull();
        RoundTrip(null, typeof(int?)).ShouldBeNull();
        RoundTrip(null, typeof(Node)).ShouldBeNull();
        RoundTrip(null, typeof(List<int>)).ShouldBeNull();
        RoundTrip(7, typeof(int?)).ShouldBe(7);
    }

    [Theory]
    [InlineData(typeof(object), "it is a type of .NET with a meaning of its own")]
    [InlineData(typeof(DateTime), "it is a type of .NET with a meaning of its own")]
    [InlineData(typeof(IEnumerable<int>), "what stands in its place is of another type")]
    [InlineData(typeof(int[,]), "it has several dimensions: give an array of arrays")]
    [InlineData(typeof(Action), "code does not travel")]
    [InlineData(typeof(Secret), "its field '_secret' would be lost")]
    [InlineData(typeof(Fixed), "its property 'Kind' would be lost")]
    [InlineData(typeof(Nothing), "it has no public properties that can be set")]
    [InlineData(typeof(Unmakeable), "it has no public constructor whose parameters are")]
    public void A_type_outside_of_the_closed_set_is_refused_with_the_reason(Type type, string reason)
    {
        ComputeException refusal = Should.Throw<ComputeException>(() => ValueCodecs.OfProgram.For(type));

        refusal.Kind.ShouldBe(ErrorKind.UnsupportedType);
        refusal.Message.ShouldContain($"does not travel between processes, because {reason}");
    }

    [Fact]
    public void A_type_that_has_a_refused_one_inside_is_refused_each_time()
    {
        for (int time = 0; time < 2; time++)
        {
            Should.Throw<ComputeException>(() => ValueCodecs.OfProgram.For(typeof(Outer)));
        }
    }

    [Fact]
    public void A_value_within_itself_is_refused()
    {
        var list = new List<Ring> { new() };
        list[0].Next = list;

        Should.Throw<ComputeException>(() => RoundTrip(list)).Message.ShouldContain("is part of itself");
    }

    [Fact]
    public void A_count_that_the_bytes_cannot_fill_allocates_nothing()
    {
        byte[] claims = [0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3];
        ValueCodec codec = ValueCodecs.OfProgram.For(typeof(double[]));
        Should.Throw<WireException>(() => Read(codec, claims));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<WireException>(() => Read(codec, claims)).Message
            .ShouldBe("2147483647 values do not fit in the 3 bytes that are left of a call");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Mutated_bytes_are_values_or_an_error_and_never_anything_else()
    {
        var random = new Random(Seed);
        Order order = new(5, [new Line("a", 1), new Line("b", 2)], ("Ann", 'A')) { Weights = [1, 2, 3] };
        object[] samples = [order, new Node(1, new Node(2, null)), (1, "two", 3m), new[] { true, false }];
        foreach (object sample in samples)
        {
            ValueCodec codec = ValueCodecs.OfProgram.For(sample.GetType());
            byte[] written = Write(codec, sample);
            for (int round = 0; round < 20_000; round++)
            {
                byte[] mutated = written[..random.Next(written.Length + 1)];
                if (random.Next(3) == 0) mutated = (byte[])written.Clone();
                for (int change = random.Next(1, 4); change > 0 && mutated.Length > 0; change--)
                {
                    mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                }

                try
                {
                    Read(codec, mutated);
                }
                catch (WireException)
                {
                    // As it should be.
                }
            }
        }
    }

    private static object? RoundTrip(object? value, Type? type = null)
    {
        ValueCodec codec = ValueCodecs.OfProgram.For(type ?? value!.GetType());
        byte[] written = Write(codec, value);
        written.Length.ShouldBeGreaterThanOrEqualTo(codec.LeastBytes);
        return Read(codec, written);
    }

    private static byte[] Write(ValueCodec codec, object? value)
    {
        var writer = new ValueWriter();
        codec.Write(writer, value);
        return writer.Written.ToArray();
    }

    private static object? Read(ValueCodec codec, byte[] bytes)
    {
        var reader = new ValueReader(bytes);
        object? value = codec.Read(ref reader);
        reader.End();
        return value;
    }

    private sealed record Node(int Value, Node? Next);

    private sealed record Outer(Node Node, object Anything);

    private sealed class Settable
    {
        public string? Name { get; set; }

        public List<decimal> Numbers { get; set; } = [];

        public int Count => Numbers.Count;
    }

    private struct Pair
    {
        public int First;
        public long Second;
    }

    private sealed class Ring
    {
        public List<Ring>? Next { get; set; }
    }

    private sealed class Fixed
    {
        public int Kind { get; } = 3;

        public int Shown { get; set; }
    }

    private sealed class Secret
    {
        private readonly int _secret = 3;

        public int Shown { get; set; }

        public override string ToString() => $"{_secret}";
    }

    private sealed class Nothing;

    private sealed class Unmakeable(int hidden)
    {
        public override string ToString() => $"{hidden}";
    }
}
