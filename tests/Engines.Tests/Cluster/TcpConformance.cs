using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Cluster;

/// <summary>The engine of a client whose workers are reached by sockets.</summary>
public sealed class TcpTests : EngineConformance
{
    [Fact]
    public async Task A_kernel_of_the_program_is_refused_with_a_hint_since_code_never_travels()
    {
        await using EngineBench bench = Bench();
        var kernel = new ArrayExpression.Local(
            LocalKernels.FromSpans<double, double>("double it", (_, _) => { }),
            [new ArrayExpression.Variable("x")]);
        JobProtocol.JobFailed failed = await bench.Job(
            kernel, new double[10], new double[10], 1).Start().Fail();
        failed.Kind.ShouldBe(ErrorKind.InvalidArgument);
        failed.Message.ShouldContain("use an expression, or a local cluster");
        ArrayCount(bench.Engine).ShouldBe(0);
    }

    protected override IEngine Create(int slots) =>
        ClusterInOneProcess.Start(ClusterEngines.Tcp, slots, StopTimeout);

    protected override int ArrayCount(IEngine engine) => ((ClusterInOneProcess)engine).Client.ArrayCount;

    protected override NodeId NodeOfKernels(IEngine engine) => ((ClusterInOneProcess)engine).Worker;
}
