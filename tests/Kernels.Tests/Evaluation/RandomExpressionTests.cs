using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Tests.Reductions;

namespace ActorCompute.Kernels.Tests.Evaluation;

public class RandomExpressionTests
{
    private static readonly DType[] InputTypes =
        [DType.Float64, DType.Float32, DType.Int64, DType.Int32, DType.Bool, DType.Float64];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_plan_has_the_bits_of_its_kernels_one_element_at_a_time(int batch)
    {
        int finished = 0;
        for (int seed = batch * 500; seed < (batch + 1) * 500; seed++)
        {
            Random random = new(seed);
            int count = random.Next(10) == 0 ? random.Next(4000, 9000) : random.Next(1, 100);
            Scalar[][] inputs = Array.ConvertAll(
                InputTypes, type => Elements.Random(random, type, count, hasSpecials: random.Next(2) == 0));
            DType resultType = InputTypes[random.Next(5)];
            TypedExpression expression = new RandomExpressions(
                random, InputTypes).Next(resultType, random.Next(6));
            if (Check(random, expression, inputs, count, $"seed {seed}: {expression}")) finished++;
        }

        // Checked divisions and integer powers fail in some; most must tell something.
        finished.ShouldBeGreaterThan(300);
    }

    private static bool Check(
        Random random, TypedExpression expression, Scalar[][] inputs, int count, string story)
    {
        Scalar?[] expected = new Scalar?[count];
        for (int index = 0; index < count; index++)
        {
            Scalar[] elements = Array.ConvertAll(inputs, input => input[index]);
            expected[index] = RandomExpressions.ValueOf(expression, elements);
        }

        TestSource[] sources = [.. inputs.Select((input, place) => new TestSource(
            InputTypes[place], Elements.ToBytes(InputTypes[place], input), inPlace: random.Next(3) > 0))];
        using TestTarget target = new(expression.Type, count, inPlace: random.Next(2) == 0);
        Plan plan = Plan.Compile(expression, null, 512 << random.Next(4));
        RunOutcome outcome = Runs.Run(plan, sources, target, count, random.Next(1, 4));
        foreach (TestSource source in sources) source.Dispose();
        target.GuardsShouldBeWhole();
        if (Array.IndexOf(expected, null) >= 0)
        {
            outcome.Status.ShouldBe(RunStatus.Failed, story);
            expected[outcome.Element].ShouldBeNull(story);
            return false;
        }

        outcome.Status.ShouldBe(RunStatus.Finished, story);
        Scalar[] actual = Elements.FromBytes(expression.Type, target.Bytes);
        for (int index = 0; index < count; index++)
        {
            Scalar value = Canonical(expected[index]!.Value);
            if (actual[index] != value) actual[index].ShouldBe(value, $"element {index} of {story}");
        }

        return true;
    }

    /// <summary>A bare input may be any NaN; results have one.</summary>
    private static Scalar Canonical(Scalar value) => !double.IsNaN(value.ToDouble()) ? value
        : new Scalar(value.Type, value.Type == DType.Float32 ? 0x7FC0_0000 : 0x7FF8_0000_0000_0000);
}
