using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>Two operations in one pass give the bits that they give one after the other.</summary>
public class JoinedKernelTests
{
    private const int Count = 2_000;

    public static TheoryData<DType, Function> Cases()
    {
        TheoryData<DType, Function> cases = [];
        foreach (DType type in FunctionCases.Types)
        {
            foreach (Function inner in FunctionsOf(type)) cases.Add(type, inner);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Joined_with_every_other_it_rounds_as_by_itself(DType type, Function inner)
    {
        Scalar[] x = ElementPool.Random(type, Count, seed: 1);
        Scalar[] y = ElementPool.Random(type, Count, seed: 2);
        Scalar[] z = ElementPool.Random(type, Count, seed: 3);
        Scalar[] between = ElementRunner.Run(ElementKernels.Find(inner, type), type, [x, y]);
        foreach (Function outer in FunctionsOf(type))
        {
            ElementKernel alone = ElementKernels.Find(outer, type);
            Scalar[] first = ElementRunner.Run(alone, type, [between, z]);
            Scalar[] second = ElementRunner.Run(alone, type, [z, between]);
            foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
            {
                Joined(innerIsSecond: false).ShouldBe(first, $"{outer} of {inner} and another, {width}");
                Joined(innerIsSecond: true).ShouldBe(second, $"{outer} of another and {inner}, {width}");

                Scalar[] Joined(bool innerIsSecond) => ElementRunner.Run(
                    JoinedKernels.Find(new Join(inner, outer, innerIsSecond), type, width), type, [x, y, z]);
            }

            if (JoinedKernels.IsCommutative(outer)) second.ShouldBe(first, $"{outer} is said to commute");
        }
    }

    [Fact]
    public void A_join_is_the_same_after_a_way_through_its_bits()
    {
        foreach (Function inner in FunctionsOf(DType.Float64))
        {
            foreach (Function outer in FunctionsOf(DType.Float64))
            {
                Join join = new(inner, outer, InnerIsSecond: true);
                Join.FromBits(join.ToBits()).ShouldBe(join);
                join = join with { InnerIsSecond = false };
                Join.FromBits(join.ToBits()).ShouldBe(join);
            }
        }
    }

    private static IEnumerable<Function> FunctionsOf(DType type) =>
        Enum.GetValues<Function>().Where(function => JoinedKernels.CanJoin(function, type));
}
