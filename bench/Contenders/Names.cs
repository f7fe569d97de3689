namespace ActorCompute.Bench.Contenders;

/// <summary>What reports call the contenders that several rows have.</summary>
internal static class Names
{
    public const string Ours = "ActorCompute";
    public const string SplitByThreads = "static split, own threads";
    public const string SplitByParallelFor = "static split, Parallel.For";
    public const string SerialKernel = "serial loop over the same kernel";
    public const string Copy = "copy on all cores";
    public const string CopyPastTheCache = "copy on all cores, past the cache";
    public const string Read = "read on all cores";
    public const string ReadByOne = "read on one core";
    public const string NumPy = "NumPy";
    public const string NumExpr = "numexpr";
    public const string TensorPrimitives = "Parallel.ForEach with TensorPrimitives";
    public const string SerialTensorPrimitives = "TensorPrimitives on one core";
    public const string PlainTensorPrimitives = "TensorPrimitives";
    public const string Plinq = "PLINQ";
    public const string Loop = "plain loop";
    public const string ParallelFor = "Parallel.For, a number at a time";
    public const string CallingLoop = "loop that calls the delegate";
    public const string PoolMap = "Pool.Map";
    public const string PoolMapInto = "Pool.Map into given memory";
    public const string PlainJob = "plain job";
    public const string BySockets = "cluster, data sockets";
    public const string ByMemory = "cluster, shared memory, input a cluster array";
    public const string ByMemoryFromArray = "cluster, shared memory, from the program's double[]";
    public const string InProcess = "in process";
    public const string RawSockets = "the same bytes through two raw loopback sockets";
    public const string Dask = "Dask distributed";
    public const string RoundTrip = "ApplyAsync and Get";
    public const string PingPong = "ping-pong of two threads, SemaphoreSlim";
}
