using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using static ActorCompute.Messages.CallProtocol;
using static ActorCompute.Messages.DataProtocol;
using static ActorCompute.Messages.MembershipProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>A message of each type, every field with a value of its own.</summary>
internal static class Samples
{
    private static readonly NodeId s_node = new(0x0123456789ABCDEF, 2);
    private static readonly ActorRef s_actor = new(s_node, 0x01020304);
    private static readonly JobId s_job = new(0xFEDCBA9876543210, 5);
    private static readonly AttemptId s_attempt = new(s_job, 11, 13);
    private static readonly SegmentRef s_segment = new(4321, 17, 0xA1A2A3A4A5A6A7A8, 4096, 65536);
    private static readonly SliceRef s_slice = new(new ArrayId(s_node, 19), 8192, 4096);

    private static readonly OutputFile s_file =
        new("data/.ä.npy.tmp", new UInt128(0xB1B2B3B4B5B6B7B8, 0xC1C2C3C4C5C6C7C8), "5c1e-77");

    private static readonly NodeLoad s_load = new(3, 2, 1000, 1L << 40, 1L << 30, IsLeaving: true);

    private static readonly NodeDescription s_description =
        new(s_node, "worker-1", "127.0.0.1:7001", 4, 1L << 33, "0.1.0", 0x1122334455667788);

    public static ExpressionSpec Spec { get; } = new()
    {
        Expression = ArrayExpression.Parse("where(x > 0.5, x * 2, exp(-r)) + y"),
        Inputs =
        [
            new JobInput("x", Vector(DType.Float64), new InputSource.ByReference(s_slice.Array, s_segment)),
            new JobInput("r", Vector(DType.Float64), new InputSource.Random(42)),
            new JobInput("y", new(DType.Float32, Shape.Scalar), new InputSource.NpyFile("data/ä.npy", 0x88)),
            new JobInput("n", Vector(DType.Int64), new InputSource.Arange()),
        ],
        Outputs =
        [
            new JobOutput(new(DType.Float64, new Shape(100, 200)), s_slice.Array, s_segment),
            new JobOutput(Vector(DType.Bool), s_slice.Array, null, s_file),
        ],
        Reduction = Reduction.Var,
        Type = DType.Float64,
        Grid = new ChunkGrid(20_000, 8192),
        MaxWorkers = 3,
        Timeout = TimeSpan.FromSeconds(90),
        StallTimeout = TimeSpan.FromSeconds(7),
    };

    /// <summary>In the order of their tags.</summary>
    public static IReadOnlyList<object> All { get; } =
    [
        new ConnectionProtocol.Hello(
            1, 2, s_node, ConnectionRole.DataPull, "tcp", "0.1.0", 0x99, s_actor, s_segment, "there"),
        new ConnectionProtocol.Welcome(1, s_node, "tcp", "0.1.0", 0x99, s_actor, true, 77, "here"),
        new ConnectionProtocol.Refused(1, 2, "tcp", "0.1.0", "versions 3 to 4 are not spoken here"),
        new ReadSlice(23, s_slice),
        new SliceData(23),
        new SliceRefused(23, "the array is gone"),
        new JoinCluster(s_actor, s_description),
        new Joined(s_node),
        new JoinRefused(s_node, "the name worker-1 is taken: choose another one"),
        new RenewMembership(s_actor, s_node, s_load),
        new JoinAgain(s_node),
        new LeaveCluster(s_node),
        new WatchMembers(s_actor),
        new MembersChanged([s_description, s_description with { Name = "worker-2", Slots = 1 }]),
        new AskStatus(s_actor),
        new StatusReport(
            s_node, "0.1.0", "tcp", "up", [new NodeStatus(s_description, s_load, IsSilent: true, "down")]),
        new WorkerJoined(s_actor, 2, SharesMemory: true, MapsSegments: false, 4, 1L << 26),
        new AssignChunks(s_job, Spec, 1, 1, 13, 2, IsInPlace: true, [s_slice, s_slice with { Start = 0 }]),
        new ReturnChunks(s_job),
        new ChunksReturned(s_actor, 2, s_job, 1, 2, 13),
        new ChunksFinished(s_actor, 2, s_job, [Result(0, null), Result(1, [s_slice])]),
        new ChunkFailed(s_actor, 2, s_attempt, ErrorKind.KernelFailed, "division by zero at element 7"),
        new ChunkBroken(s_actor, 2, s_attempt, "the input x cannot be fetched"),
        new ReleaseResults(s_job, [0, 1, 1L << 20]),
        new StopJob(s_job),
        new JobStopped(s_actor, 2, s_job),
        new ResetWorker(2),
        new RenewLeases(s_node, [s_actor, s_actor with { Number = 5 }]),
        new WorkerLeaving(s_actor, 2),
        new ReserveNode(2, 31),
        new NodeReserved(s_actor, 2, 31),
        new FreeNode(31),
        new ChunkRefused(s_actor, 2, s_attempt, ErrorKind.InputChanged, "the file 'x.npy' is another one"),
        new RunCalls(29, "Program!Shapes!Int32 Area(Int32)", 3),
        new StopCalls(29),
        new CallsRan(29, 2),
        new CallsGoOn(29),
        new CarrierProtocol.Packet(),
        new CallsFailed(29, 1, "System.DivideByZeroException", "divided by zero", "at Shapes.Area(Int32)"),
    ];

    private static ArrayDescription Vector(DType type) => new(type, new Shape(20_000));

    private static ChunkResult Result(long chunk, IReadOnlyList<SliceRef>? outputs) => new(
        chunk,
        13,
        [new PartialNode(1, chunk, new Partial(31, 37, 41)), new PartialNode(0, 2, new Partial(-1))],
        outputs);
}
