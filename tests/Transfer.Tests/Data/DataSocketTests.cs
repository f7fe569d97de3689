using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Data;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Tests.Data;

public class DataSocketTests
{
    private const int Count = 300_001;

    [Fact]
    public async Task Float64_elements_arrive_bit_for_bit() =>
        await Arrive(random => BitConverter.Int64BitsToDouble(random.NextInt64()));

    [Fact]
    public async Task Int32_elements_arrive_bit_for_bit() => await Arrive(random => random.Next());

    [Fact]
    public async Task Bool_elements_arrive_bit_for_bit() => await Arrive(random => random.Next(2) == 1);

    [Fact]
    public async Task Slices_arrive_by_TLS_too()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], []);
        await Arrive(random => random.NextDouble(), ClusterIdentity.Load(folder["c/client"]));
    }

    [Fact]
    public async Task Many_requests_on_their_way_are_answered_in_order()
    {
        using var link = new DataLink();
        double[] elements = Random(random => random.NextDouble());
        using var source = new MemorySource<double>(elements);
        double[] result = new double[Count];
        using var target = new MemoryTarget<double>(result);
        SliceRef whole = link.Table.Add(source, 0, Count);
        var order = new List<int>();
        var pulls = new List<Task>();
        const int Slices = 1_000;
        for (int slice = 0; slice < Slices; slice++)
        {
            int number = slice;
            long start = (long)Count * slice / Slices;
            long count = ((long)Count * (slice + 1) / Slices) - start;
            var done = new TaskCompletionSource();
            pulls.Add(done.Task);
            link.Puller.Pull(whole with { Start = start, Count = count }, target, start, reason =>
            {
                order.Add(reason is null ? number : -1);
                done.SetResult();
            });
        }

        await Task.WhenAll(pulls).WaitAsync(Port.Deadline);
        order.ShouldBe(Enumerable.Range(0, Slices));
        result.ShouldBe(elements);
        link.Received.ShouldBe(Count * sizeof(double));
        link.Table.Leases.ShouldBe(0);
    }

    [Fact]
    public async Task An_empty_slice_is_there_at_once()
    {
        using var link = new DataLink();
        using var source = new MemorySource<int>(new int[3]);
        using var target = new MemoryTarget<int>(new int[3]);
        (await link.Pull(link.Table.Add(source, 3, 0), target, 3)).ShouldBeNull();
    }

    [Fact]
    public async Task A_slice_that_is_gone_or_outside_is_refused_and_the_next_one_arrives()
    {
        using var link = new DataLink();
        using var source = new MemorySource<int>(new int[] { 1, 2, 3 });
        int[] result = new int[10];
        using var target = new MemoryTarget<int>(result);
        SliceRef whole = link.Table.Add(source, 0, 3);
        (await link.Pull(whole with { Array = new ArrayId(default, 99) }, target, 0))
            .ShouldBe("array 99 is not here any more");
        (await link.Pull(whole with { Start = 1 }, target, 0))
            .ShouldBe("the slice of 3 elements from 1 on is outside of the array, which is int32 (3,)");
        (await link.Pull(whole with { Start = 1L << 40 }, target, 0))
            .ShouldNotBeNull().ShouldContain("is outside");
        (await link.Pull(whole, target, 7)).ShouldBeNull();
        result.ShouldBe([0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
    }

    [Fact]
    public async Task A_source_that_fails_at_once_is_refused_and_one_that_fails_midway_closes()
    {
        using var link = new DataLink();
        using var target = new MemoryTarget<double>(new double[Count]);
        using var source = new FailingSource(firstBad: 100_000);
        SliceRef whole = link.Table.Add(source, 0, Count);
        (await link.Pull(whole with { Start = 150_000, Count = 10 }, target, 0))
            .ShouldBe(FailingSource.Reason);
        (await link.Pull(whole, target, 0)).ShouldNotBeNull();
        (await link.ServerClosed.Task.WaitAsync(Port.Deadline)).ShouldBe(FailingSource.Reason);
        link.Table.Leases.ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_that_breaks_ends_every_request_once_and_later_ones_too()
    {
        using var link = new DataLink();
        using var target = new MemoryTarget<double>(new double[Count]);
        using var source = new WaitingSource(Count);
        SliceRef whole = link.Table.Add(source, 0, Count);
        Task<string?>[] pulls = [.. Enumerable.Range(0, 10).Select(_ => link.Pull(whole, target, 0))];
        await source.IsAsked.Task.WaitAsync(Port.Deadline);
        link.Server.Dispose();
        source.Go.Set();
        foreach (Task<string?> pull in pulls) (await pull).ShouldNotBeNull();
        (await link.PullerClosed.Task.WaitAsync(Port.Deadline)).ShouldNotBeNull();
        (await link.Pull(whole, target, 0)).ShouldNotBeNull();
        (await link.ServerClosed.Task.WaitAsync(Port.Deadline))
            .ShouldBe("this process closed the connection");
    }

    [Fact]
    public async Task More_or_fewer_bytes_than_asked_for_close_the_connection()
    {
        using var link = new DataLink();
        using var source = new MemorySource<double>(new double[10]);
        using var target = new MemoryTarget<float>(new float[10]);
        (await link.Pull(link.Table.Add(source, 0, 10), target, 0))
            .ShouldBe("a slice of 40 bytes was asked for, and 80 came");
    }

    [Fact]
    public async Task A_target_that_cannot_take_the_elements_says_so_and_the_next_slice_arrives()
    {
        using var link = new DataLink();
        using var source = new MemorySource<double>(new double[Count]);
        SliceRef whole = link.Table.Add(source, 0, Count);
        using var full = new FullTarget(Count);
        using var target = new MemoryTarget<double>(new double[Count]);
        (await link.Pull(whole, full, 0)).ShouldBe(FullTarget.Reason);
        (await link.Pull(whole, target, 0)).ShouldBeNull();
    }

    private static T[] Random<T>(Func<Random, T> next)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Count).Select(_ => next(random))];
    }

    /// <summary>From memory and from a file, into memory and into a file.</summary>
    private static async Task Arrive<T>(Func<Random, T> next, ClusterIdentity? identity = null)
        where T : unmanaged
    {
        T[] elements = Random(next);
        using var folder = new TemporaryFolder();
        using (ComputeArray<T> array = ComputeArray.From(elements)) NpyFile.Save(folder["in.npy"], array);
        using var link = new DataLink(identity);
        using var memory = new MemorySource<T>(elements);
        using var file = new NpySource(folder["in.npy"]);
        foreach (ElementSource source in (ElementSource[])[memory, file])
        {
            const int Start = 1_234;
            SliceRef slice = link.Table.Add(source, Start, Count - Start);
            T[] result = new T[Count];
            using var target = new MemoryTarget<T>(result);
            (await link.Pull(slice, target, 1)).ShouldBeNull();
            using var written = new NpyTarget(folder["out.npy"], source.Description);
            (await link.Pull(slice with { Start = 0, Count = Count }, written, 0)).ShouldBeNull();
            written.Complete();
            Bytes(result.AsSpan(1, Count - Start))
                .SequenceEqual(Bytes(elements.AsSpan(Start))).ShouldBeTrue();
            File.ReadAllBytes(folder["out.npy"]).AsSpan()
                .SequenceEqual(File.ReadAllBytes(folder["in.npy"])).ShouldBeTrue();
        }

        link.Sent.ShouldBe(link.Received);
    }

    private static ReadOnlySpan<byte> Bytes<T>(Span<T> elements) where T : unmanaged =>
        MemoryMarshal.AsBytes(elements);

    private sealed class FailingSource(long firstBad) : ElementSource
    {
        public const string Reason = "the file was cut off";

        public override ArrayDescription Description => new(DType.Float64, new Shape(Count));

        public override void Read(long start, Span<byte> destination)
        {
            if (start + (destination.Length / sizeof(double)) > firstBad)
            {
                throw new ComputeException(ErrorKind.InputChanged, Reason);
            }
        }
    }

    private sealed class WaitingSource(long count) : ElementSource
    {
        public TaskCompletionSource IsAsked { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public override ArrayDescription Description => new(DType.Float64, new Shape(count));

        public override void Read(long start, Span<byte> destination)
        {
            if (start == 0) return;
            IsAsked.TrySetResult();
            Go.Wait(Port.Deadline).ShouldBeTrue();
        }
    }

    private sealed class FullTarget(long count) : ElementTarget
    {
        public const string Reason = "the disk is full";

        public override ArrayDescription Description => new(DType.Float64, new Shape(count));

        public override void Write(long start, ReadOnlySpan<byte> elements) =>
            throw new ComputeException(ErrorKind.OutputFailed, Reason);
    }
}
