using ActorCompute.Arrays.Reductions;
using ActorCompute.Client.Coordination;

namespace ActorCompute.Client.Tests.Coordination;

public sealed class SharedNumbersTests : IAsyncDisposable
{
    private readonly ComputeCluster _compute = ComputeCluster.Local(new LocalOptions { Workers = 2 });

    public ValueTask DisposeAsync() => _compute.DisposeAsync();

    [Fact]
    public async Task A_shared_value_counts_exactly_in_each_of_its_ways()
    {
        SharedValue<long> value = _compute.CreateSharedValue(100L);
        await Waiting.Together(4, _ =>
        {
            for (int step = 0; step < 1000; step++)
            {
                value.Add(1);
                value.Update(before => before + 2);
                lock (value.Lock) value.Value += 3;
            }
        });

        value.Value.ShouldBe(100 + 4 * 1000 * 6);
        value.Exchange(7).ShouldBe(24_100);
        value.ToString().ShouldBe("7");
    }

    [Fact]
    public void A_shared_value_stays_when_the_update_throws()
    {
        SharedValue<double> value = _compute.CreateSharedValue(1.5);

        Should.Throw<InvalidDataException>(() => value.Update(_ => throw new InvalidDataException()));

        value.Value.ShouldBe(1.5);
    }

    [Fact]
    public async Task Processes_add_into_disjoint_parts_of_a_shared_array()
    {
        const int parts = 4;
        const int length = 10_000;
        using SharedArray<double> array = _compute.CreateSharedArray<double>(parts * length);
        SharedValue<int> done = _compute.CreateSharedValue(0);
        ActorProcess[] processes =
        [
            .. Enumerable.Range(0, parts).Select(part => new ActorProcess(_compute, () =>
            {
                foreach (ref double element in array.Span(part * length, length)) element += part;
                lock (array.Lock) array[0] += 1;
                done.Add(1);
            })),
        ];
        foreach (ActorProcess process in processes) process.Start();
        foreach (ActorProcess process in processes) process.Join(Waiting.Deadline).ShouldBeTrue();

        done.Value.ShouldBe(parts);
        array[0].ShouldBe(parts);
        array.ToArray().Skip(1).SequenceEqual(
            Enumerable.Range(1, parts * length - 1).Select(index => (double)(index / length))).ShouldBeTrue();
        double sum = await _compute.ReduceAsync<double>(Reduction.Sum, array);
        sum.ShouldBe(parts + length * (1.0 + 2 + 3));
    }

    [Fact]
    public void A_shared_array_begins_with_the_numbers_it_is_given()
    {
        int[] numbers = [3, 1, 2];
        using SharedArray<int> array = _compute.CreateSharedArray<int>(numbers);

        numbers[0] = 9;

        array.ToArray().ShouldBe([3, 1, 2]);
        array.Length.ShouldBe(3);
    }
}
