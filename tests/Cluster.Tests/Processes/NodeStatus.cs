using System.Text.Json;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>A worker node as <c>actorcompute status --json</c> tells of it.</summary>
internal sealed record NodeStatus(JsonElement Json)
{
    /// <summary>All fields of a node: a contract with whoever reads the status by a program.</summary>
    public static readonly string[] Fields =
    [
        "name", "id", "address", "slots", "busy", "memory", "memory_in_use", "version", "jobs", "chunks_done",
        "bytes_moved", "state",
    ];

    public string Name => Json.GetProperty("name").GetString()!;

    public string Id => Json.GetProperty("id").GetString()!;

    public string Address => Json.GetProperty("address").GetString()!;

    public string State => Json.GetProperty("state").GetString()!;

    public int Slots => Json.GetProperty("slots").GetInt32();

    public int Busy => Json.GetProperty("busy").GetInt32();

    public int Jobs => Json.GetProperty("jobs").GetInt32();

    public long MemoryInUse => Json.GetProperty("memory_in_use").GetInt64();

    public long ChunksDone => Json.GetProperty("chunks_done").GetInt64();

    public override string ToString() => Json.GetRawText();
}
