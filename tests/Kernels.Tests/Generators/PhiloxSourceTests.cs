using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Kernels.Generators;

namespace ActorCompute.Kernels.Tests.Generators;

public class PhiloxSourceTests
{
    // The bits of Generator(Philox(key=seed)).random(...) of NumPy 1.24.2, eight from an index on; for the
    // far ones the bit generator was advanced.
    [Theory]
    [InlineData(0UL, 0, "3f87a5d3204726c0 3fceeb1585ce5460 3fbc8667a55d9028 3fe20faf40a5fab6 3fe0137e64510730 3fd1c44a2e7a01fc 3fee4a1741b7d80c 3fef8ddaccecf48a")]
    [InlineData(0UL, 4294967293, "3fd26d3446dcf4a4 3feef925310b0c07 3fc019095c6ccac0 3f9bc0538cf934a0 3fcaa9d5c2ed3c70 3fe58fe6b0b68e46 3fd780771876f028 3fc78630a618af18")]
    [InlineData(0UL, 1099511627781, "3fd4a188a3495846 3fe13964ca7bb9c1 3fb15858eea825f8 3fc863340e4d378c 3fea29274464a1e1 3fdef347df0be14e 3fd8eb47eaf42cce 3fe799d0ca726b4d")]
    [InlineData(1UL, 0, "3fd36da89edd58a0 3feb289f407757c1 3fc3fc3972bb8304 3f9fda5da5a81200 3fecceffc977a08a 3faaa87b74ada3c0 3fe7d7c2595a1d69 3fcf85a55eaafb0c")]
    [InlineData(1UL, 4294967293, "3fe0e4c5803bdecc 3fd6c436e69911da 3fd74b87816c1a1e 3fec949aa6fad6a1 3fd32b4651ecb916 3fd1dedbdc5b2b48 3fd2d2a20bbee38e 3fe7a1a54f655b0d")]
    [InlineData(1UL, 1099511627781, "3fe35bba861396d3 3fdaa4dbe444252a 3fe1b972d4b1d5c1 3fa8ec87c1a008f0 3feb9121c51e531c 3fe74e7c413acf6a 3fee16a86e52fb30 3fcf0e2c45d8ba8c")]
    [InlineData(ulong.MaxValue, 0, "3fce1290e2c6ef2c 3fe6f435abb5c260 3fda50baba7f4bfa 3fe6eaa5d0f1a384 3fd6690e7025b05e 3fe869998492571f 3fe0a6ff7543007c 3fd3984a5bbb9e7a")]
    [InlineData(ulong.MaxValue, 4294967293, "3fbfad7192588340 3fd49132d51eb614 3fef96b37660d9e5 3fef18990ae3c5d2 3fabaf4d01cc7570 3fe20b2c4ea6a9e5 3fc8fcbca6aaea6c 3fbe8bdcc2ab6958")]
    [InlineData(ulong.MaxValue, 1099511627781, "3fbf576cd8258ee0 3fd7a551811e0b04 3fe57bac0a8d0ca8 3fec8020a47c92c3 3fe8f9a120246807 3fead66a2372fc2c 3fe4d3335a6a228d 3fd732ec624075f8")]
    public void The_numbers_are_those_of_NumPy(ulong seed, long start, string bits)
    {
        using PhiloxSource source = new(seed, 1L << 50);
        double[] expected =
            [.. bits.Split(' ').Select(word => BitConverter.UInt64BitsToDouble(Convert.ToUInt64(word, 16)))];
        Read(source, start, expected.Length).ShouldBe(expected);
    }

    [Fact]
    public void A_number_depends_on_its_index_alone()
    {
        using PhiloxSource source = new(42, 10_000);
        double[] all = Read(source, 0, 10_000);
        Random random = new(1);
        for (int repeat = 0; repeat < 500; repeat++)
        {
            int count = random.Next(repeat < 400 ? 80 : 5000);
            int start = random.Next(10_000 - count + 1);
            Read(source, start, count).ShouldBe(all[start..(start + count)]);
        }
    }

    [Fact]
    public void The_numbers_are_uniform_from_0_to_1()
    {
        using PhiloxSource source = new(9, 1_000_000);
        double[] numbers = Read(source, 0, 1_000_000);
        numbers.ShouldAllBe(number => number >= 0 && number < 1);
        numbers.Average().ShouldBe(0.5, 0.002);
    }

    [Fact]
    public void Elements_beyond_the_array_are_refused()
    {
        using PhiloxSource source = new(0, 10);
        Should.Throw<ArgumentOutOfRangeException>(() => Read(source, 8, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => Read(source, -1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => source.Read(0, new byte[7]));
        Should.Throw<ComputeException>(
            () => new PhiloxSource(0, -1)).Kind.ShouldBe(ErrorKind.InvalidArgument);
    }

    private static double[] Read(PhiloxSource source, long start, int count)
    {
        double[] numbers = new double[count];
        source.Read(start, MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
