using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Tests.Memory;

public unsafe class ComputeArrayTests
{
    // Lengths in float64 around the smallest class, a cache line, and the step from the C heap to mapped
    // memory.
    public static TheoryData<long> Lengths => [0, 1, 7, 8, 9, 1000, 131_071, 131_072, 131_073, 1_000_003];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_new_array_is_zero_even_in_memory_that_was_used_before(long length)
    {
        for (int round = 0; round < 3; round++)
        {
            using ComputeArray<double> array = ComputeArray.Create<double>(length);
            array.Length.ShouldBe(length);
            array.ReadOnlySpan(0, (int)length).ContainsAnyExcept(0.0).ShouldBeFalse();
            array.Span(0, (int)length).Fill(double.NaN);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void An_array_begins_at_a_multiple_of_64_bytes(long length)
    {
        using ComputeArray<double> array = ComputeArray.CreateUninitialized<double>(length);
        ((long)array.Address % 64).ShouldBe(0);
        ((nint)array.Address).ShouldNotBe(0);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Arrays_in_use_at_once_do_not_share_memory(long length)
    {
        var arrays = new ComputeArray<double>[4];
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i] = ComputeArray.CreateUninitialized<double>(length);
            arrays[i].Span(0, (int)length).Fill(i);
        }

        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i].ReadOnlySpan(0, (int)length).ContainsAnyExcept((double)i).ShouldBeFalse();
            arrays[i].Dispose();
        }
    }

    [Theory]
    [InlineData(DType.Float64, typeof(double))]
    [InlineData(DType.Float32, typeof(float))]
    [InlineData(DType.Int64, typeof(long))]
    [InlineData(DType.Int32, typeof(int))]
    [InlineData(DType.Bool, typeof(bool))]
    public void An_array_made_by_dtype_has_the_CLR_type_that_belongs_to_it(DType type, Type element)
    {
        using ComputeArray array = ComputeArray.Create(new ArrayDescription(type, new Shape(2, 3)));
        array.GetType().GenericTypeArguments.ShouldBe([element]);
        array.Type.ShouldBe(type);
        array.Bytes.ShouldBe(6 * type.ItemSize());
        array.ToString().ShouldBe($"{type.Name()} (2, 3)");
    }

    [Fact]
    public void Elements_are_read_and_written_by_index_span_memory_and_copy()
    {
        using ComputeArray<int> array = ComputeArray.From([1, 2, 3, 4, 5]);
        array[4] = 50;
        array.Span(1, 2)[0] = 20;
        array.AsMemory(2, 2).Span[1] = 40;
        array.CopyFrom([10], 0);
        array.ToArray().ShouldBe([10, 20, 3, 40, 50]);
        array[3].ShouldBe(40);
        int[] tail = new int[2];
        array.CopyTo(tail, 3);
        tail.ShouldBe([40, 50]);
        array.AsReadOnlyMemory(0, 2).ToArray().ShouldBe([10, 20]);
        ComputeArray.FromSpan<int>([7, 8]).ToArray().ShouldBe([7, 8]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(4, 1)]
    [InlineData(2, 3)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, 0)]
    public void A_run_outside_the_array_is_refused(long start, int count)
    {
        using ComputeArray<int> array = ComputeArray.Create<int>(4);
        Should.Throw<ArgumentOutOfRangeException>(() => array.Span(start, count).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => array.AsMemory(start, count));
        if (count == 1) Should.Throw<ArgumentOutOfRangeException>(() => array[start]);
    }

    [Fact]
    public void An_empty_run_may_begin_at_the_end()
    {
        using ComputeArray<int> array = ComputeArray.Create<int>(4);
        array.Span(4, 0).Length.ShouldBe(0);
        array.AsMemory(4, 0).Length.ShouldBe(0);
    }

    [Fact]
    public void An_array_beyond_the_memory_of_the_machine_is_refused_with_both_sizes()
    {
        long length = RegionPool.AvailableBytes / 8 + 1;
        var failure = Should.Throw<ComputeException>(() => ComputeArray.CreateUninitialized<double>(length));
        failure.Kind.ShouldBe(ErrorKind.OutOfMemory);
        failure.Message.ShouldContain($"{length * 8} bytes");
        failure.Message.ShouldContain($"{RegionPool.AvailableBytes} bytes");
        Should.Throw<ComputeException>(() => ComputeArray.Create<bool>(1L << 59))
            .Kind.ShouldBe(ErrorKind.OutOfMemory);
    }

    [Fact]
    public void An_array_too_long_for_the_CLR_is_not_copied_to_one()
    {
        using ComputeArray<bool> array = ComputeArray.CreateUninitialized<bool>(Array.MaxLength + 1L);
        var failure = Should.Throw<ComputeException>(() => array.ToArray());
        failure.Kind.ShouldBe(ErrorKind.InvalidArgument);
        failure.Message.ShouldContain("2147483592 elements");
    }

    [Fact]
    public void A_type_without_a_dtype_is_refused() =>
        Should.Throw<ComputeException>(() => ComputeArray.Create<byte>(3))
            .Kind.ShouldBe(ErrorKind.UnsupportedType);
}
