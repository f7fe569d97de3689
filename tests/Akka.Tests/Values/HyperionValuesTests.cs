using ActorCompute.Arrays;
using ActorCompute.Engines.Akka.Values;
using ActorCompute.Messages.Wire;
using Hyperion;

namespace ActorCompute.Akka.Tests.Values;

/// <summary>What Hyperion carries of users' functions, and what it is kept from.</summary>
public sealed class HyperionValuesTests
{
    private const int Seed = 20261121;

    private static readonly HashSet<Type> s_list =
    [
        typeof(Shop), typeof(Order), typeof(Price), typeof(Currency), typeof(Shape), typeof(Circle),
        typeof(Square), typeof(Box), typeof(Chain), typeof(Odd), typeof(Moments), typeof(Guarded),
        typeof(Derived),
    ];

    private static readonly HyperionValues s_values = new(s_list);

    private static readonly Order s_order = new(
        5,
        [new Price(3.5m, Currency.Yen), default],
        ["a", null, ""],
        new() { ["x"] = new Price(-1, Currency.Euro) })
    {
        Paid = new DateTime(2026, 11, 21, 8, 0, 0, DateTimeKind.Utc),
        Weights = [1.5, double.NaN],
    };

    [Fact]
    public void A_value_comes_back_as_it_was()
    {
        object[] values =
        [
            s_order, s_order.Prices, s_order.Extra, new Chain(1, new Chain(2, null)),
            new Box(new Circle("c", 1), [new Square("s", 2f), new Circle("d", 3)]),
            new List<Shape> { new Square("s", 1) }, new (int, Shape?, DateTime?)[] { (1, null, default) },
            new Moments(
                DateTime.UnixEpoch,
                new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(-3)),
                TimeSpan.FromDays(1.5),
                new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                new DateOnly(2026, 11, 21),
                new TimeOnly(8, 1),
                Half.Epsilon,
                'ß'),
            Tuple.Create(1, "one"), Currency.Yen, new Guarded([1, 2, 3]),
        ];
        foreach (object value in values) RoundTrip(value, value.GetType()).ShouldBeEquivalentTo(value);
        var back = (Order)RoundTrip(s_order, typeof(Order))!;
        back.Secret().ShouldBe(7);
        back.Paid!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        var derived = new Derived { Number = 5 };
        derived.Raise();
        $"{RoundTrip(derived, typeof(Derived))}".ShouldBe("1.5 root 4 5");
        RoundTrip(null, typeof(Order)).ShouldBeNull();
        RoundTrip(null, typeof(int?)).ShouldBeNull();
        RoundTrip(7, typeof(int?)).ShouldBe(7);
    }

    [Theory]
    [InlineData(typeof(object), "System.Object is not on the list")]
    [InlineData(typeof(Odd), "the property 'Anything' of ActorCompute.Akka.Tests.Values.Odd does")]
    [InlineData(typeof(Spy), " --allow ActorCompute.Akka.Tests.Values.Spy)")]
    [InlineData(typeof(DayOfWeek), " --allow System.DayOfWeek)")]
    [InlineData(typeof(object), "types that may travel; ")]
    [InlineData(typeof(Spy), "Spy is not on the list")]
    [InlineData(typeof(Spy[]), "Spy is not on the list")]
    [InlineData(typeof(DayOfWeek), "System.DayOfWeek is not on the list")]
    [InlineData(typeof(Action), "System.Action is not on the list")]
    [InlineData(typeof(Type), "System.Type is not on the list")]
    [InlineData(typeof(FileInfo), "System.IO.FileInfo is not on the list")]
    [InlineData(typeof(HashSet<int>), "HashSet`1[System.Int32] is not on the list")]
    [InlineData(typeof(int[,]), "System.Int32[,] is not on the list")]
    [InlineData(typeof(nint), "System.IntPtr is not on the list")]
    public void A_type_that_is_not_of_the_list_is_refused_before_anything_is_sent(Type type, string reason)
    {
        ComputeException refusal = Should.Throw<ComputeException>(() => s_values.Check(type));

        refusal.Kind.ShouldBe(ErrorKind.UnsupportedType);
        refusal.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_type_of_the_list_is_checked_in_all_that_it_is_made_of()
    {
        foreach (Type type in (Type[])[typeof(Order), typeof(Box), typeof(Chain), typeof(List<Shape>)])
        {
            s_values.Check(type);
        }
    }

    [Fact]
    public void A_derived_record_that_is_not_on_the_list_is_refused_at_any_depth_on_both_ends()
    {
        var box = new Box(new Circle("c", 1), [new Spy("spy")]);

        Should.Throw<ComputeException>(() => Write(box, typeof(Box))).Message
            .ShouldContain("Spy is not on the list of types that may travel");

        // One whose list is longer sends it, and this one takes nothing of it.
        var longer = new HyperionValues(new HashSet<Type>(s_list) { typeof(Spy) });
        Should.Throw<WireException>(() => s_values.Read(Write(box, typeof(Box), longer), typeof(Box)))
            .Message.ShouldContain($"names the type '{typeof(Spy).FullName}, Akka.Tests', which is not on");
    }

    [Fact]
    public void A_payload_of_a_type_that_runs_code_or_touches_files_is_refused_and_nothing_is_made()
    {
        foreach (object value in (object[])[new FileInfo("made"), new Hashtable(), (Action)Touch])
        {
            byte[] payload = [1, .. WriteUnchecked(value)];

            Should.Throw<WireException>(() => s_values.Read(payload, typeof(Order))).Message
                .ShouldContain("is not on the list of types that may travel here");
        }

        byte[] type = [1, .. WriteUnchecked(typeof(FileInfo))];
        Should.Throw<WireException>(() => s_values.Read(type, typeof(Order)));
        File.Exists("touched").ShouldBeFalse();

        static void Touch() => File.Create("touched").Dispose();
    }

    [Fact]
    public void Another_type_of_the_list_in_place_of_the_declared_one_is_refused()
    {
        byte[] payload = Write(new Circle("c", 1), typeof(Shape));

        s_values.Read(payload, typeof(Shape)).ShouldBe(new Circle("c", 1));
        Should.Throw<WireException>(() => s_values.Read(payload, typeof(Order))).Message
            .ShouldBe($"{typeof(Circle)} came in place of {typeof(Order)}");
        Should.Throw<WireException>(() => s_values.Read([0], typeof(Price))).Message
            .ShouldBe($"null came in place of {typeof(Price)}");
        Should.Throw<WireException>(() => s_values.Read([.. payload, 0], typeof(Shape))).Message
            .ShouldBe("1 bytes follow a value of a call");
    }

    [Fact]
    public void A_value_within_itself_and_bytes_that_are_endlessly_deep_are_errors()
    {
        var ring = new Chain(1, null);
        ring.Back = ring;
        Should.Throw<ComputeException>(() => Write(ring, typeof(Chain))).Message
            .ShouldContain("is part of itself");

        // The second record within the first is named by a number, so often as one likes.
        byte[] two = Write(new Chain(1, null) { Back = new Chain(2, null) }, typeof(Chain));
        int begin = Array.LastIndexOf(two, (byte)254);
        IEnumerable<byte[]> within = Enumerable.Repeat(two[begin..(begin + 3)], 1_000_000);
        byte[] deep = [.. two[..begin], .. within.SelectMany(manifest => manifest)];
        Should.Throw<WireException>(() => s_values.Read(deep, typeof(Chain))).Message
            .ShouldBe("values of a call are over 64 levels deep");
    }

    [Fact]
    public void Mutated_bytes_are_values_or_an_error_and_never_anything_else()
    {
        var random = new Random(Seed);
        foreach (object sample in (object[])[s_order, new Box(new Circle("c", 1), [new Square("s", 2f)])])
        {
            byte[] written = Write(sample, sample.GetType());
            for (int round = 0; round < 3_000; round++)
            {
                byte[] mutated = random.Next(3) == 0
                    ? (byte[])written.Clone()
                    : written[..random.Next(written.Length + 1)];
                for (int change = random.Next(1, 4); change > 0 && mutated.Length > 0; change--)
                {
                    mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                }

                try
                {
                    s_values.Read(mutated, sample.GetType());
                }
                catch (WireException)
                {
                    // As it should be.
                }
            }
        }
    }

    private static object? RoundTrip(object? value, Type type) =>
        s_values.Read(Write(value, type), type);

    private static byte[] Write(object? value, Type type, HyperionValues? values = null)
    {
        (values ?? s_values).Check(type);
        using var to = new MemoryStream();
        (values ?? s_values).Write(to, type, value);
        return to.ToArray();
    }

    /// <summary>As one would send it who has no list at all.</summary>
    private static byte[] WriteUnchecked(object value)
    {
        using var to = new MemoryStream();
        new Serializer(new SerializerOptions(
            false, false, null, null, null, false, null, disallowUnsafeTypes: false, null))
            .Serialize(value, to);
        return to.ToArray();
    }

    private sealed class Hashtable : Dictionary<string, object>;
}
