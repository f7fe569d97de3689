using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Clients;
using ActorCompute.Engines.Tests.Cluster;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>What clients of each engine make of a seed node that is asked for the status.</summary>
public abstract class StatusConformance(string engine)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_request_that_is_lost_is_made_again()
    {
        using var seed = new AskedSeed(engine, request =>
        {
            if (request.Number > 1) request.Answer();
        });

        StatusReport report = await ClusterEngine.StatusOfAsync(Options(seed), s_deadline);

        report.Software.ShouldBe("2");
    }

    [Fact]
    public async Task A_request_that_is_lost_with_its_connection_is_made_again_on_the_next_one()
    {
        using var seed = new AskedSeed(engine, request =>
        {
            if (request.Number == 1) request.HangUp();
            else request.Answer();
        });

        StatusReport report = await ClusterEngine.StatusOfAsync(Options(seed), s_deadline);

        report.Software.ShouldBe("2");
    }

    [Fact]
    public async Task The_first_answer_counts_and_later_ones_go_nowhere()
    {
        AskedSeed.Request? late = null;
        using var seed = new AskedSeed(engine, request =>
        {
            if (request.Number == 1)
            {
                late = request;
                return;
            }

            request.Answer();
            if (request.Number == 2) late!.Answer();
        });
        await using ClusterEngine client = await ClusterEngine.ConnectAsync(Options(seed));

        StatusReport first = await client.StatusAsync(s_deadline);
        StatusReport second = await client.StatusAsync(s_deadline);

        first.Software.ShouldBe("2");
        int.Parse(second.Software).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_seed_node_that_never_answers_is_named_in_one_sentence()
    {
        using var seed = new AskedSeed(engine, static _ => { });

        ComputeException error = await Should.ThrowAsync<ComputeException>(
            () => ClusterEngine.StatusOfAsync(Options(seed), TimeSpan.FromSeconds(1.2)));

        error.Kind.ShouldBe(ErrorKind.Timeout);
        error.Message.ShouldBe($"the seed node {seed.Address} did not answer within 1.2 s");
    }

    private ClusterEngineOptions Options(AskedSeed seed) => new() { Seed = seed.Address, Engine = engine };
}
