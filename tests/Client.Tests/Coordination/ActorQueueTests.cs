using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Client.Coordination;

namespace ActorCompute.Client.Tests.Coordination;

public sealed class ActorQueueTests : IAsyncDisposable
{
    private readonly ComputeCluster _compute = ComputeCluster.Local(new LocalOptions { Workers = 1 });

    public ValueTask DisposeAsync() => _compute.DisposeAsync();

    [Fact]
    public async Task Each_item_of_four_producers_comes_once_to_one_of_four_consumers_and_in_order()
    {
        const int producers = 4;
        const int items = 10_000;
        const int capacity = 16;
        using ActorQueue<(int Producer, int Number)> queue = _compute.CreateQueue<(int, int)>(capacity);
        var taken = new ConcurrentBag<List<(int Producer, int Number)>>();
        int producing = producers;
        int mostItems = 0;
        await Waiting.Together(2 * producers, index =>
        {
            if (index < producers)
            {
                for (int number = 0; number < items; number++) queue.Put((index, number));
                if (Interlocked.Decrement(ref producing) == 0) queue.Close();
                return;
            }

            List<(int, int)> mine = TakeAll(queue, () => mostItems = Math.Max(mostItems, queue.Count));
            taken.Add(mine);
        });

        foreach (List<(int Producer, int Number)> list in taken)
        {
            foreach (IGrouping<int, (int Producer, int Number)> group in list.GroupBy(item => item.Producer))
            {
                group.Select(item => item.Number).ShouldBeInOrder();
            }
        }

        (int, int)[] all = [.. taken.SelectMany(list => list).Order()];
        all.SequenceEqual(
            from producer in Enumerable.Range(0, producers)
            from number in Enumerable.Range(0, items)
            select (producer, number)).ShouldBeTrue();
        mostItems.ShouldBeLessThanOrEqualTo(capacity);
    }

    [Fact]
    public async Task A_full_queue_makes_a_producer_wait()
    {
        ActorQueue<string> queue = _compute.CreateQueue<string>(1);
        queue.Put("a");
        Task waiting = queue.PutAsync("b").AsTask();

        waiting.IsCompleted.ShouldBeFalse();
        queue.Count.ShouldBe(queue.Capacity);
        Should.Throw<ComputeException>(() => queue.Put("c", TimeSpan.Zero)).Kind.ShouldBe(ErrorKind.Timeout);
        await queue.PutAsync("c", Waiting.Moment).AsTask().ShouldFail(ErrorKind.Timeout);

        queue.Get().ShouldBe("a");
        await waiting.InTime();
        queue.Get().ShouldBe("b");
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public async Task An_empty_queue_makes_a_consumer_wait()
    {
        ActorQueue<string?> queue = _compute.CreateQueue<string?>(1);
        Should.Throw<ComputeException>(() => queue.Get(TimeSpan.Zero)).Kind.ShouldBe(ErrorKind.Timeout);
        Should.Throw<ComputeException>(() => queue.Get(Waiting.Moment)).Kind.ShouldBe(ErrorKind.Timeout);
        Task<string?> waiting = queue.GetAsync().AsTask();

        await queue.PutAsync(null);

        (await waiting.InTime()).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_left_of_a_closed_queue_can_still_be_taken()
    {
        ActorQueue<int> queue = _compute.CreateQueue<int>(2);
        queue.Put(1);
        queue.Put(2);
        Task waiting = queue.PutAsync(3).AsTask();

        queue.Close();
        queue.Close();

        await waiting.ShouldFail(ErrorKind.Closed);
        Should.Throw<ComputeException>(() => queue.Put(4)).Kind.ShouldBe(ErrorKind.Closed);
        queue.Get().ShouldBe(1);
        queue.Get().ShouldBe(2);
        Should.Throw<ComputeException>(() => queue.Get()).Kind.ShouldBe(ErrorKind.Closed);
    }

    [Fact]
    public async Task Consumers_that_wait_hear_that_the_queue_is_closed_or_disposed()
    {
        ActorQueue<int> closed = _compute.CreateQueue<int>(2);
        ActorQueue<int> disposed = _compute.CreateQueue<int>(2);
        Task<int>[] waiting =
            [closed.GetAsync().AsTask(), closed.GetAsync().AsTask(), disposed.GetAsync().AsTask()];

        closed.Close();
        await disposed.DisposeAsync();

        foreach (Task<int> waiter in waiting) await waiter.ShouldFail(ErrorKind.Closed);
        Should.Throw<ComputeException>(disposed.Close).Kind.ShouldBe(ErrorKind.Closed);
        Should.Throw<ComputeException>(() => disposed.Count).Kind.ShouldBe(ErrorKind.Closed);
    }

    [Fact]
    public async Task A_loop_over_all_items_ends_with_the_queue()
    {
        ActorQueue<int> queue = _compute.CreateQueue<int>(3);
        Task producer = Waiting.Together(1, _ =>
        {
            for (int item = 0; item < 100; item++) queue.Put(item);
            queue.Close();
        });
        var items = new List<int>();

        await foreach (int item in queue.ReadAllAsync()) items.Add(item);

        await producer;
        items.ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task A_loop_over_all_items_ends_with_its_token()
    {
        ActorQueue<int> queue = _compute.CreateQueue<int>(3);
        queue.Put(1);
        using var cancellation = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in queue.ReadAllAsync(cancellation.Token)) cancellation.Cancel();
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Consumers_that_leave_at_random_moments_lose_no_item(int seed)
    {
        const int items = 2000;
        using ActorQueue<int> queue = _compute.CreateQueue<int>(4);
        var taken = new ConcurrentBag<int>();
        await Waiting.Together(4, index =>
        {
            if (index == 0)
            {
                for (int item = 0; item < items; item++) queue.Put(item);
                queue.Close();
                return;
            }

            var random = new Random(100 * seed + index);
            while (TryTakeImpatiently(queue, random, taken))
            {
            }
        });

        taken.Order().SequenceEqual(Enumerable.Range(0, items)).ShouldBeTrue($"seed {seed}");
    }

    [Fact]
    public void A_queue_without_room_is_refused() =>
        Should.Throw<ComputeException>(() => _compute.CreateQueue<int>(0))
            .Kind.ShouldBe(ErrorKind.InvalidArgument);

    private static List<T> TakeAll<T>(ActorQueue<T> queue, Action look)
    {
        var items = new List<T>();
        try
        {
            while (true)
            {
                items.Add(queue.Get());
                if (items.Count % 64 == 0) look();
            }
        }
        catch (ComputeException end) when (end.Kind == ErrorKind.Closed)
        {
            return items;
        }
    }

    /// <summary>Takes an item or leaves; false once the queue is closed.</summary>
    private static bool TryTakeImpatiently(ActorQueue<int> queue, Random random, ConcurrentBag<int> taken)
    {
        using var cancellation = new CancellationTokenSource();
        try
        {
            ValueTask<int> wait = random.Next(2) == 0
                ? queue.GetAsync(TimeSpan.FromMicroseconds(random.Next(2000)))
                : queue.GetAsync(cancellationToken: cancellation.Token);
            Thread.SpinWait(random.Next(500));
            cancellation.Cancel();
            taken.Add(wait.AsTask().GetAwaiter().GetResult());
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (ComputeException error)
        {
            if (error.Kind == ErrorKind.Closed) return false;
            error.Kind.ShouldBe(ErrorKind.Timeout);
        }

        return true;
    }
}
