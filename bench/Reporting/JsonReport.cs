using System.Text.Json;
using ActorCompute.Bench.Measuring;

namespace ActorCompute.Bench.Reporting;

/// <summary>All results as one object, with the times of every round in nanoseconds.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
    };

    public static void Write(
        TextWriter writer, Machine machine, int count, IReadOnlyDictionary<string, RowResult> rows) =>
        writer.WriteLine(JsonSerializer.Serialize(new { machine, count, rows }, Options));
}
