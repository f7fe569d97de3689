using ActorCompute.Arrays;
using ActorCompute.Client.Pools;

namespace ActorCompute.Client.Tests.Pools;

/// <summary>Imap and ImapUnordered: sequences that are read as the results are taken.</summary>
public sealed class ImapTests : IDisposable
{
    private const int Workers = 3;
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(30);

    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
    private readonly ActorPool _pool;

    public ImapTests() => _pool = _cluster.Pool(Workers);

    public void Dispose()
    {
        _pool.Dispose();
        _cluster.Dispose();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 7)]
    [InlineData(1000, 5000)]
    public async Task Results_come_in_order_or_all_of_them_in_any(int count, int chunkSize)
    {
        int[] expected = [.. Enumerable.Range(0, count).Select(item => item * 2)];
        IEnumerable<int> items = Enumerable.Range(0, count);
        _pool.Imap(item => item * 2, items, chunkSize).ShouldBe(expected);
        _pool.ImapUnordered(item => item * 2, items, chunkSize).Order().ShouldBe(expected);
        var seen = new List<int>();
        await foreach (int result in _pool.ImapAsync(item => item * 2, items, chunkSize)) seen.Add(result);
        seen.ShouldBe(expected);
        seen.Clear();
        await foreach (int result in _pool.ImapUnorderedAsync(item => item * 2, items, chunkSize))
        {
            seen.Add(result);
        }

        seen.Order().ShouldBe(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_sequence_without_end_is_read_a_bounded_way_ahead(int chunkSize)
    {
        int read = 0;
        int taken = 0;
        IEnumerable<int> Endless()
        {
            while (true)
            {
                (++read - taken).ShouldBeLessThanOrEqualTo((4 * Workers + 1) * chunkSize);
                yield return read;
            }
        }

        foreach (int result in _pool.Imap(item => item, Endless(), chunkSize))
        {
            result.ShouldBe(++taken);
            if (taken == 500) break;
        }

        read.ShouldBeGreaterThan(500);
        (read, taken) = (0, 0);
        foreach (int result in _pool.ImapUnordered(item => item, Endless(), chunkSize))
        {
            result.ShouldBeInRange(1, read);
            if (++taken == 500) break;
        }

        taken.ShouldBe(500);
    }

    [Fact]
    public void Nothing_is_read_before_a_result_is_asked_for()
    {
        bool isRead = false;
        IEnumerable<int> Items()
        {
            isRead = true;
            yield return 1;
        }

        IEnumerable<int> results = _pool.Imap(item => item, Items());
        isRead.ShouldBeFalse();
        results.ShouldBe([1]);
    }

    [Fact]
    public async Task Unordered_results_overtake_one_that_takes_long()
    {
        using var gate = new ManualResetEventSlim();
        var seen = new List<int>();
        await foreach (int result in _pool.ImapUnorderedAsync(
            item => item == 0 && !gate.Wait(s_generous) ? -1 : item, Enumerable.Range(0, 8)))
        {
            seen.Add(result);
            if (seen.Count == 7) gate.Set();
        }

        seen.Last().ShouldBe(0);
        seen.Order().ShouldBe(Enumerable.Range(0, 8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_exception_names_its_item(int chunkSize)
    {
        int ShowNot(int item) => item == 21 ? throw new FormatException("no") : item;
        var seen = new List<int>();
        ComputeException error = Should.Throw<ComputeException>(() =>
        {
            IEnumerable<int> many = Enumerable.Range(0, 1_000_000);
            foreach (int result in _pool.Imap(ShowNot, many, chunkSize)) seen.Add(result);
        });
        error.Message.ShouldBe("the function failed on item 21: FormatException: no");
        error.InnerException.ShouldBeOfType<FormatException>();
        seen.ShouldBe(Enumerable.Range(0, 21 / chunkSize * chunkSize));
        IEnumerable<int> unordered = _pool.ImapUnordered(ShowNot, Enumerable.Range(0, 100), chunkSize);
        Should.Throw<ComputeException>(() => unordered.Count());
        _pool.Imap(item => item, new[] { 1, 2 }).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_sequence_that_throws_gives_the_results_before_it()
    {
        static IEnumerable<int> Items()
        {
            for (int item = 0; item < 50; item++) yield return item;
            throw new InvalidOperationException("no more");
        }

        var seen = new List<int>();
        ComputeException error = Should.Throw<ComputeException>(() =>
        {
            foreach (int result in _pool.Imap(item => item, Items(), chunkSize: 3)) seen.Add(result);
        });
        error.Message.ShouldBe(
            "the sequence of items failed after 50 items: InvalidOperationException: no more");
        seen.ShouldBe(Enumerable.Range(0, 50));
        Should.Throw<ComputeException>(() => _pool.Map(item => item, Items()))
            .Message.ShouldBe(error.Message);
        _pool.Map(item => item, Enumerable.Range(0, 3)).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task A_function_may_take_results_of_its_own_pool()
    {
        // All workers do so at once: none is left to work for another.
        using var meeting = new Barrier(Workers);
        int Sum(int count)
        {
            meeting.SignalAndWait(s_generous).ShouldBeTrue();
            IEnumerable<int> items = Enumerable.Range(0, count);
            return _pool.Imap(item => item, items, chunkSize: 3).Sum()
                + _pool.ImapUnordered(item => -item, items).Take(50).Sum();
        }

        AsyncResult<int[]> sums = _pool.MapAsync(Sum, [100, 50, 10], chunkSize: 1);
        (await sums.Task.WaitAsync(s_generous)).ShouldBe([4950 - 1225, 0, 0]);
    }

    [Fact]
    public async Task A_token_ends_the_enumeration()
    {
        using var cancellation = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        IAsyncEnumerable<bool> results =
            _pool.ImapAsync(_ => gate.Wait(s_generous), new int[100], cancellationToken: cancellation.Token);
        await using IAsyncEnumerator<bool> enumerator = results.GetAsyncEnumerator(CancellationToken.None);
        Task<bool> moving = enumerator.MoveNextAsync().AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(moving.WaitAsync(s_generous));
        gate.Set();
    }
}
