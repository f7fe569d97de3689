using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Kernels.Generators;

namespace ActorCompute.Kernels.Tests.Generators;

public class ArangeSourceTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(3, 7)]
    [InlineData(1L << 40, 100)]
    public void The_numbers_are_the_indices(long start, int count)
    {
        using ArangeSource source = new((1L << 40) + 100);
        long[] numbers = new long[count];
        source.Read(start, MemoryMarshal.AsBytes(numbers.AsSpan()));
        numbers.ShouldBe(Enumerable.Range(0, count).Select(index => start + index));
    }

    [Fact]
    public void The_description_is_int64_of_the_count()
    {
        using ArangeSource source = new(12);
        source.Description.ShouldBe(new ArrayDescription(DType.Int64, new Shape(12)));
        Should.Throw<ArgumentOutOfRangeException>(() => source.Read(5, new byte[64]));
    }
}
