using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Faults;

namespace ActorCompute.Simulation.Scenarios;

/// <summary>Draws what goes wrong in a scenario.</summary>
/// <param name="random">Decides.</param>
/// <param name="workers">How many worker nodes there are, from place 1 on.</param>
/// <param name="clients">How many clients: one at place 0, the others after the worker nodes.</param>
/// <param name="isLong">True where blocks take long as it is.</param>
public sealed class FaultGenerator(ScheduleRandom random, int workers, int clients, bool isLong)
{
    private int SeedPlace => workers + clients;

    /// <summary>Faults that begin before <paramref name="until"/>, in order.</summary>
    public IReadOnlyList<Fault> Draw(long until)
    {
        if (workers == 0) return [];
        int count = random.Pick(0, 1, 1, 2, 3, 4, 6);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => One(random.Below(until))).OrderBy(fault => fault.At),
        ];
    }

    private Fault One(long at)
    {
        long length = random.Magnitude(Duration.Millisecond, 12 * Duration.Second);
        long notice = random.Magnitude(Duration.Microsecond, 5 * Duration.Second);
        return random.Below(10) switch
        {
            < 5 => OfProcess(at, Worker(), length, notice),
            < 8 => OfConnection(at, Worker(), Client(), length, notice),
            8 => OfConnection(at, random.Chance(70) ? Worker() : Client(), SeedPlace, length, length),
            _ => OfOthers(at, length, notice),
        };
    }

    private Fault OfProcess(long at, int place, long length, long notice) => random.Below(5) switch
    {
        0 => new Crash(at, place, notice),
        1 => new Crash(at, place, notice, random.Chance(50), random.Magnitude(1, length)),
        2 or 3 => new Pause(at, place, length),
        _ => new Slowdown(at, place, isLong ? 2 : random.Pick(5, 50), length),
    };

    private Fault OfConnection(long at, int place, int peer, long length, long notice)
    {
        Direction direction = random.Pick(Direction.FromNode, Direction.ToNode, Direction.Both);
        long peerNotices = random.Magnitude(Duration.Microsecond, notice);
        return random.Below(6) switch
        {
            0 => new Partition(at, place, direction, length, notice, peer),
            1 or 2 => new Partition(at, place, direction, length, peerNotices, peer, notice),
            3 => new Holdup(at, place, direction, length, peer),
            4 => new SlowLink(at, place, direction, random.Pick(3, 10), length, peer),
            _ => new FalseAlarm(at, place, peer),
        };
    }

    /// <summary>The seed node or a client dies, or sleeps.</summary>
    private Fault OfOthers(long at, long length, long notice) => random.Below(6) switch
    {
        0 or 1 => new Crash(at, SeedPlace, notice, random.Chance(50), random.Magnitude(1, length)),
        2 => new Crash(at, SeedPlace, notice),
        3 or 4 => new Crash(at, Client(), notice, random.Chance(50)),
        _ => new Pause(at, random.Chance(50) ? SeedPlace : Client(), length),
    };

    private int Worker() => (int)random.Between(1, workers);

    private int Client()
    {
        int client = (int)random.Below(clients);
        return client == 0 ? 0 : workers + client;
    }
}
