using ActorCompute.Actors.Aggregating;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using static ActorCompute.Messages.AggregatorProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public class AggregatorTests
{
    private static readonly ActorRef Router = new(Specs.Client, 3);
    private static readonly JobId Job = new(Specs.Client.Id, 1);

    private readonly RecordingContext _context = new(new Aggregator(), new ActorRef(Specs.Client, 2));

    private JobAggregated Aggregated => _context.SentTo<JobAggregated>(Router).ShouldHaveSingleItem();

    [Fact]
    public void Results_in_place_are_one_slice_in_whatever_order_they_are_committed()
    {
        Begin(Specs.Spec(chunks: 4));

        foreach (long chunk in (long[])[2, 0, 3, 1]) Commit(chunk);

        Aggregated.Outputs.ShouldHaveSingleItem().ShouldBe([new SliceRef(Specs.Output, 0, 4 * Block.Size)]);
    }

    [Fact]
    public void A_result_elsewhere_stands_in_its_place_between_the_others()
    {
        var fresh = new SliceRef(new ArrayId(Specs.Client, 99), 0, Block.Size);
        Begin(Specs.Spec(chunks: 3));
        Commit(2);
        Commit(1, fresh);

        Commit(0);

        Aggregated.Outputs.ShouldHaveSingleItem().ShouldBe(
            [Specs.Slice(Specs.Output, 0), fresh, Specs.Slice(Specs.Output, 2)]);
    }

    [Fact]
    public void A_sum_has_the_same_bits_in_whatever_order_chunks_are_committed()
    {
        double[] blocks = [1e16, 1, -1e16, 1, 0.1, 0.2];

        Scalar? rising = Sum(blocks, [0, 1, 2, 3, 4, 5]);
        Scalar? falling = Sum(blocks, [5, 3, 4, 0, 2, 1]);

        double expected = (1e16 + 1) + (-1e16 + 1) + (0.1 + 0.2);
        rising.ShouldBe(Scalar.Of(expected));
        falling.ShouldBe(rising);
    }

    [Fact]
    public void The_mean_of_no_elements_is_nan_with_a_warning()
    {
        Begin(Empty(Reduction.Mean));

        Commit(0);

        Aggregated.Value!.Value.ToDouble().ShouldBe(double.NaN);
        Aggregated.Warning.ShouldNotBeNull();
    }

    [Fact]
    public void The_least_of_no_elements_is_an_error()
    {
        Begin(Empty(Reduction.Min));

        Commit(0);

        _context.SentTo<AggregationFailed>(Router).ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.EmptyInput);
    }

    [Fact]
    public void Nothing_is_heard_of_a_job_that_was_dropped()
    {
        Begin(Specs.Spec(chunks: 1));
        _context.Receive(new DropJob(Job), Router);

        Commit(0);

        _context.Sent<object>().ShouldBeEmpty();
    }

    private static ExpressionSpec Empty(Reduction reduction) =>
        Specs.Spec(chunks: 0, outputs: 0, reduction) with { Grid = ChunkGrid.For(0, Block.Size) };

    private static Scalar? Sum(double[] blocks, long[] order)
    {
        var test = new AggregatorTests();
        test.Begin(Specs.Spec(blocks.Length, outputs: 0, Reduction.Sum));
        foreach (long chunk in order)
        {
            var state = new Partial(BitConverter.DoubleToInt64Bits(blocks[chunk]));
            test.Commit(new CommittedChunk(chunk, [new PartialNode(0, chunk, state)], null));
        }

        return test.Aggregated.Value;
    }

    private void Begin(JobSpec spec) => _context.Receive(new BeginJob(Job, spec), Router);

    private void Commit(long chunk, SliceRef? elsewhere = null) =>
        Commit(new CommittedChunk(chunk, [], elsewhere is { } slice ? [slice] : null));

    private void Commit(CommittedChunk chunk) => _context.Receive(new CommitChunks(Job, [chunk]), Router);
}
