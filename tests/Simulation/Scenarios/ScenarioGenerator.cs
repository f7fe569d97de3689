using ActorCompute.Arrays;
using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Scenarios;

/// <summary>Draws a scenario from a schedule seed: small, so that a second sees a thousand of them.</summary>
public sealed class ScenarioGenerator
{
    private readonly ScheduleRandom _random;
    private readonly ulong _seed;

    // Jobs that take longer than their stall timeout: whoever waits for one must not be forgotten.
    private readonly bool _isLong;

    private readonly int _clients;

    private ScenarioGenerator(ulong seed)
    {
        _seed = seed;
        _random = new ScheduleRandom(seed ^ 0x5CED);
        _isLong = _random.Chance(8);
        _clients = _isLong ? 1 : _random.Pick(1, 1, 1, 1, 2, 2, 3);
    }

    /// <summary>The scenario of a seed, always the same.</summary>
    public static Scenario Draw(ulong seed) => new ScenarioGenerator(seed).Draw();

    private Scenario Draw()
    {
        long blockTime = _isLong
            ? _random.Magnitude(100 * Duration.Millisecond, 500 * Duration.Millisecond)
            : _random.Magnitude(20 * Duration.Microsecond, 20 * Duration.Millisecond);
        int jobCount = Math.Max(_clients, _random.Pick(1, 1, 1, 2, 3, 5));
        List<JobPlan> jobs = [.. Enumerable.Range(1, jobCount).Select(Job)];
        long slowest = _random.Pick(20, 100, 800) * Duration.Millisecond;
        long remoteDelay = _random.Magnitude(Duration.Millisecond / 20, slowest);
        // It takes some messages until all have found each other: things go wrong before that and after it.
        long work = blockTime * jobs.Sum(job => job.Elements / Block.Size + 1) + remoteDelay / 2;
        jobs = [.. jobs.Select(job => Disturb(job, work))];
        List<NodePlan> nodes = Nodes(jobs, work);
        int workers = nodes.Count - 1;
        var files = new FilesGenerator(_seed, workers);
        (jobs, nodes) = (files.Jobs(jobs), files.Nodes(nodes));
        for (int client = 1; client < _clients; client++) nodes.Add(Client(nodes[0], work));
        for (int i = 0; i < jobs.Count; i++) jobs[i] = jobs[i] with { Client = ClientOfJob(i, workers) };
        return new Scenario
        {
            Seed = _seed,
            Nodes = nodes,
            Jobs = jobs,
            Faults = new FaultGenerator(_random.Fork(), workers, _clients, _isLong).Draw(2 * work),
            BlockTime = blockTime,
            LocalDelay = _random.Magnitude(2 * Duration.Microsecond, Duration.Millisecond),
            RemoteDelay = remoteDelay,
            SessionGrace = _random.Pick(0, 0, 1, 2500) * Duration.Millisecond,
            BrokenFetchesPerMille = _random.Pick(0, 0, 10, 100),
        };
    }

    private JobPlan Job(int number)
    {
        int shape = (int)_random.Below(12);
        int outputs = _random.Pick(0, 1, 1, 1);
        return new JobPlan
        {
            Number = number,
            Elements = shape == 0 ? 0 : _random.Below(40) * Block.Size + _random.Pick(0, 0, 1, 1000),
            ChunkBlocks = _random.Pick(1, 1, 2, 3, 4),
            FetchedInputs = _random.Pick(0, 1, 1, 2),
            HasScalarInput = _random.Chance(20),
            HasGeneratedInput = _random.Chance(30),
            Outputs = outputs,
            Sums = outputs == 0 || _random.Chance(50),
            Type = _random.Pick(DType.Float64, DType.Int64),
            MaxWorkers = _random.Pick(0, 0, 0, 1, 2),
            StallTimeout = TimeSpan.FromSeconds(_random.Pick(8, 15, 30)),
        };
    }

    /// <summary>Whatever the job's own program and kernel do to it, at moments within the work.</summary>
    private JobPlan Disturb(JobPlan job, long work)
    {
        long submitAt = job.Number == 1 ? 0 : _random.Below(work);
        long chunks = Math.Max(1, Block.CountFor(job.Elements) / job.ChunkBlocks);

        // Who shares nodes with a job that kills them must not suffer for it.
        bool isKilling = _random.Chance(_clients > 1 ? 25 : 6);
        return job with
        {
            SubmitAt = submitAt,
            CancelAt = _random.Chance(20) ? submitAt + _random.Magnitude(1, 2 * work) : null,
            Timeout = _random.Chance(10) ? Duration.Span(_random.Magnitude(1_000, 4 * work)) : null,
            FailingChunk = _random.Chance(8) ? _random.Below(chunks) : null,
            KillingChunk = isKilling ? _random.Below(chunks) : null,
            Kills = isKilling ? (_clients > 1 ? _random.Pick(1, 3, 9, 9) : _random.Pick(1, 2, 3, 9)) : 0,
        };
    }

    private List<NodePlan> Nodes(List<JobPlan> jobs, long work)
    {
        long chunkBytes = jobs.Max(
            job => job.ChunkBlocks * Block.Size * 8 * (job.FetchedInputs + job.Outputs));
        int remote = _random.Pick(0, 1, 1, 2, 2, 3, 4);
        bool clientWorks = remote == 0 ? _random.Chance(95) : _random.Chance(30);
        List<NodePlan> nodes =
        [
            Node(chunkBytes) with { Role = NodeRole.Client, Slots = clientWorks ? _random.Pick(1, 2) : 0 },
        ];
        bool sharesMemory = _random.Chance(50);
        for (int i = 0; i < remote; i++)
        {
            nodes.Add(Node(chunkBytes) with
            {
                Slots = _random.Pick(1, 1, 2),
                SharesMemory = _random.Chance(20) ? !sharesMemory : sharesMemory,
                JoinsAt = _random.Chance(25) ? _random.Magnitude(1, 4 * work) : 0,
            });
        }

        return nodes;
    }

    /// <summary>A client besides the first one.</summary>
    private NodePlan Client(NodePlan first, long work) => first with
    {
        Slots = _random.Chance(70) ? 0 : 1,
        JoinsAt = _random.Chance(30) ? _random.Magnitude(1, 2 * work) : 0,
    };

    // The first client is at place 0, the others are after the workers; each has a job.
    private int ClientOfJob(int job, int workers)
    {
        int client = job < _clients ? job : (int)_random.Below(_clients);
        return client == 0 ? 0 : workers + client;
    }

    private NodePlan Node(long chunkBytes) => new()
    {
        SlowFactor = _random.Chance(10) && !_isLong ? _random.Pick(3, 10) : 1,
        ChunkCredit = _random.Pick(1, 2, 3, 8, 1_000_000),
        ByteCredit = _random.Chance(2)
            ? chunkBytes / 2
            : Math.Max(1, chunkBytes) * _random.Pick(1, 2, 4, 1000),
    };
}
