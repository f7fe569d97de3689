using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages.Wire;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>What is written is what is read.</summary>
public class RoundTripTests
{
    [Fact]
    public void Assignments_of_random_jobs_arrive_as_they_were_sent()
    {
        const int seed = 20261121;
        RandomSpecs random = new(seed);
        for (int run = 0; run < 2_000; run++)
        {
            AssignChunks sent = random.NextAssignment();
            Frames.Read(Frames.Of(sent)).ShouldBeTheSameAs(sent);
        }
    }

    [Fact]
    public void A_message_between_actors_brings_its_envelope()
    {
        Frames.Read(Frames.Of(new ResetWorker(1)), out Envelope envelope);
        envelope.ShouldBe(Frames.Envelope);
    }

    [Fact]
    public void A_message_between_connections_brings_no_envelope()
    {
        Frames.Read(Frames.Of(new DataProtocol.SliceData(1)), out Envelope envelope);
        envelope.ShouldBe(default);
    }

    [Fact]
    public void The_bits_of_a_NaN_and_of_a_negative_zero_arrive()
    {
        Scalar[] values =
        [
            new(DType.Float64, 0x7FF0_0000_DEAD_BEEF), new(DType.Float32, 0x7F80_BEEF), Scalar.Of(-0.0),
        ];
        foreach (Scalar value in values)
        {
            ArrayExpression.Constant sent = new(value, IsWeak: false);
            RoundTrip(sent).ShouldBe(sent);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_deepest_expression_fits_on_the_stack_of_a_small_thread(bool leansRight)
    {
        ArrayExpression deepest = new ArrayExpression.Variable("x");
        ArrayExpression one = new ArrayExpression.Variable("y");
        for (int depth = 0; depth < ArrayExpression.MaxDepth; depth++)
        {
            deepest = leansRight
                ? new ArrayExpression.Operation(Function.Add, one, deepest)
                : new ArrayExpression.Operation(Function.Add, deepest, one);
        }

        byte[] again = [];
        Thread small = new(() => again = Frames.Of(Assign((ArrayExpression)RoundTrip(deepest))), 64 * 1024);
        small.Start();
        small.Join();
        again.ShouldBe(Frames.Of(Assign(deepest)));
    }

    [Fact]
    public void The_largest_expression_fits_in_a_frame()
    {
        ArrayExpression largest = new ArrayExpression.Constant(Scalar.Of(1.5), IsWeak: true);
        int nodes = 1;
        for (; 2 * nodes + 1 <= ArrayExpression.MaxNodes; nodes = 2 * nodes + 1)
        {
            largest = new ArrayExpression.Operation(Function.Add, largest, largest);
        }

        nodes.ShouldBeGreaterThan(ArrayExpression.MaxNodes / 2);
        RoundTrip(largest).ShouldBe(largest);
    }

    [Fact]
    public void A_batch_of_64_chunks_with_all_their_nodes_fits_in_a_frame()
    {
        // A chunk covers at most two nodes of each of 63 levels.
        PartialNode[] partials = [.. Enumerable.Repeat(new PartialNode(1, 2, new Partial(3)), 126)];
        ChunkResult[] results =
            [.. Enumerable.Range(0, 64).Select(chunk => new ChunkResult(chunk, 1, partials, null))];
        ChunksFinished sent = new(ActorRef.Nobody, 1, default, results);
        Frames.Read(Frames.Of(sent)).ShouldBeTheSameAs(sent);
    }

    [Fact]
    public void Too_long_a_sentence_is_cut_off_between_characters_so_that_a_failure_arrives()
    {
        string sentence = "x" + string.Concat(Enumerable.Repeat("😀", 40_000));
        ChunkBroken sent = new(ActorRef.Nobody, 1, default, sentence);
        string arrived = ((ChunkBroken)Frames.Read(Frames.Of(sent))).Reason;
        sentence.ShouldStartWith(arrived);
        System.Text.Encoding.UTF8.GetByteCount(arrived).ShouldBeInRange(65_532, 65_535);
    }

    [Fact]
    public void A_sentence_that_is_not_Unicode_arrives_with_replacements()
    {
        ChunkBroken sent = new(ActorRef.Nobody, 1, default, "lost \uD800 here");
        ((ChunkBroken)Frames.Read(Frames.Of(sent))).Reason.ShouldBe("lost \uFFFD here");
    }

    private static object RoundTrip(ArrayExpression expression)
    {
        var arrived = (AssignChunks)Frames.Read(Frames.Of(Assign(expression)));
        return ((ExpressionSpec)arrived.Spec).Expression;
    }

    private static AssignChunks Assign(ArrayExpression expression) =>
        new(default, Samples.Spec with { Expression = expression }, 0, 1, 1, 1, true, null);
}
