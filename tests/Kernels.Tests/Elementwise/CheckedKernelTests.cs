using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;

namespace ActorCompute.Kernels.Tests.Elementwise;

public class CheckedKernelTests
{
    public static TheoryData<DType, Function> Cases()
    {
        TheoryData<DType, Function> cases = [];
        foreach (Function function in FunctionCases.Checked)
        {
            cases.Add(DType.Int64, function);
            cases.Add(DType.Int32, function);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_pair_succeeds_or_fails_as_exact_arithmetic_says(DType type, Function function)
    {
        ElementKernel kernel = ElementKernels.Find(function, type);
        Scalar[] pool = [.. ElementPool.Special(type), .. ElementPool.Random(type, 20, seed: 7)];
        foreach (Scalar x in pool)
        {
            foreach (Scalar y in pool)
            {
                Scalar[][] arguments = FunctionCases.Arity(function) == 1 ? [[x]] : [[x], [y]];
                Scalar[] results = ElementRunner.RunUntilFailure(kernel, type, arguments, out int failed);
                BigInteger? expected = Reference(function, x.Bits, y.Bits, type);
                failed.ShouldBe(expected is null ? 0 : -1, $"{function}({x}, {y})");
                if (expected is BigInteger value)
                {
                    results.ShouldBe([ScalarReference.Wrap(value, type)], $"{function}({x}, {y})");
                }
            }
        }
    }

    [Fact]
    public void The_first_failing_element_is_reported_and_those_before_it_are_computed()
    {
        Scalar[] dividends = [.. Enumerable.Range(0, 20).Select(i => Scalar.Of(i))];
        Scalar[] divisors = [.. Enumerable.Range(0, 20).Select(i => Scalar.Of(i is 13 or 17 ? 0 : 2))];

        Scalar[] results = ElementRunner.RunUntilFailure(
            ElementKernels.Find(Function.QuotientChecked, DType.Int32),
            DType.Int32,
            [dividends, divisors],
            out int failed);

        failed.ShouldBe(13);
        results.ShouldBe([.. Enumerable.Range(0, 13).Select(i => Scalar.Of(i / 2))]);
    }

    [Theory]
    [InlineData(3, 4, 81)]
    [InlineData(-2, 63, long.MinValue)]
    [InlineData(2, 64, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(7, 1, 7)]
    public void Integer_powers_are_NumPys(long x, long y, long expected) =>
        ElementRunner.Run(
            ElementKernels.Find(Function.Power, DType.Int64), DType.Int64, [[Scalar.Of(x)], [Scalar.Of(y)]])
            .ShouldBe([Scalar.Of(expected)]);

    private static BigInteger? Reference(Function function, BigInteger x, BigInteger y, DType type)
    {
        BigInteger modulus = BigInteger.One << (8 * type.ItemSize());
        bool overflows = x == -modulus / 2 && y == -1;
        return function switch
        {
            Function.Power => y < 0 ? null : BigInteger.ModPow(x, y, modulus),
            Function.QuotientChecked => y.IsZero || overflows ? null : BigInteger.Divide(x, y),
            Function.RemainderChecked => y.IsZero || overflows ? null : BigInteger.Remainder(x, y),
            _ => x == -modulus / 2 ? null : BigInteger.Abs(x),
        };
    }
}
