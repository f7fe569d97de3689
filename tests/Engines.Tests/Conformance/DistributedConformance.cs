using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>
/// What an engine promises besides whose kernels run in other processes than the program's.
/// </summary>
public abstract class DistributedConformance : EngineConformance
{
    [Fact]
    public async Task A_kernel_of_the_program_is_refused_with_a_hint_since_code_never_travels()
    {
        await using EngineBench bench = Bench();
        var kernel = new ArrayExpression.Local(
            LocalKernels.FromSpans<double, double>("double it", (_, _) => { }),
            [new ArrayExpression.Variable("x")]);
        JobFailed failed = await bench.Job(kernel, new double[10], new double[10], 1).Start().Fail();
        failed.Kind.ShouldBe(ErrorKind.InvalidArgument);
        failed.Message.ShouldContain("use an expression, or a local cluster");
        ArrayCount(bench.Engine).ShouldBe(0);
    }
}
