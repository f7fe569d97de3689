using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Elementwise;

public class ExactKernelTests
{
    // Compared with exact arithmetic in FloatDivisionTests.
    private static readonly Function[] _divisions =
        [Function.FloorDivide, Function.Remainder, Function.Fmod];

    public static TheoryData<DType, Function> Cases()
    {
        TheoryData<DType, Function> cases = [];
        foreach (DType type in FunctionCases.Types)
        {
            foreach (Function function in FunctionCases.ExactOf(type))
            {
                if (!type.IsFloat() || !_divisions.Contains(function)) cases.Add(type, function);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_pair_of_elements_gives_what_plain_code_gives(DType type, Function function)
    {
        Scalar[] pool = [.. ElementPool.Special(type), .. ElementPool.Random(type, 30, seed: 1)];
        Scalar[] first = [.. pool.SelectMany(element => Enumerable.Repeat(element, pool.Length))];
        Scalar[] second = [.. pool.SelectMany(_ => pool)];
        Scalar[][] arguments = FunctionCases.Arity(function) switch
        {
            1 => [pool],
            2 => [first, second],
            _ => [ElementPool.Random(DType.Bool, first.Length, seed: 2), first, second],
        };
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            Scalar[] results = ElementRunner.Run(
                ElementKernels.Find(function, type, width),
                FunctionCases.ResultOf(function, type),
                arguments);
            for (int index = 0; index < results.Length; index++)
            {
                Scalar[] elements = [.. arguments.Select(argument => argument[index])];
                results[index].ShouldBe(
                    ScalarReference.Of(function, type, elements),
                    $"{function}({string.Join(", ", elements)})");
            }
        }
    }

    [Fact]
    public void A_function_without_meaning_for_a_dtype_is_an_error_that_names_both()
    {
        ComputeException error =
            Should.Throw<ComputeException>(() => ElementKernels.Find(Function.Negative, DType.Bool));

        error.Kind.ShouldBe(ErrorKind.UnsupportedType);
        error.Message.ShouldContain("Negative");
        error.Message.ShouldContain("bool");
    }
}
