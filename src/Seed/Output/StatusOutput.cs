using System.Text.Json;
using ActorCompute.Messages;
using Spectre.Console;

namespace ActorCompute.Seed.Output;

/// <summary>The nodes of a cluster, for people and for programs.</summary>
internal static class StatusOutput
{
    private const int WidestRow = 200;

    private static readonly JsonWriterOptions _indented = new() { Indented = true };

    /// <summary>A table of the nodes.</summary>
    public static void Write(TextWriter writer, MembershipProtocol.StatusReport report)
    {
        if (report.View.Length > 0) writer.WriteLine($"seed node, as {report.Engine} sees it: {report.View}");
        if (report.Nodes.Count == 0)
        {
            writer.WriteLine("no worker node is there: start one with --seed and the address of this seed node");
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("name", "address", "slots", "busy", "memory", "jobs", "chunks done", "moved", "state", "version");
        bool hasViews = report.Nodes.Any(node => node.View.Length > 0);
        if (hasViews) table.AddColumn(report.Engine);
        foreach (NodeStatus node in report.Nodes)
        {
            NodeDescription description = node.Description;
            NodeLoad load = node.Load;
            List<string> row =
            [
                Markup.Escape(description.Name),
                Markup.Escape(description.Address),
                $"{description.Slots}",
                $"{load.BusySlots}",
                $"{Quantity.Bytes(load.MemoryInUse)} of {Quantity.Bytes(description.MemoryBytes)}",
                $"{load.Jobs}",
                $"{load.ChunksDone}",
                Quantity.Bytes(load.BytesMoved),
                State(node),
                Markup.Escape(description.Software),
            ];
            if (hasViews) row.Add(Markup.Escape(node.View));
            table.AddRow([.. row]);
        }

        // A row that a narrow terminal breaks once reads better than one whose every cell is broken.
        console.Profile.Width = Math.Max(console.Profile.Width, WidestRow);
        console.Write(table);
    }

    /// <summary>One object.</summary>
    public static void WriteJson(TextWriter writer, MembershipProtocol.StatusReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _indented))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonReport.Schema);
            json.WriteString("seed", report.Seed.ToString());
            json.WriteString("version", report.Software);
            json.WriteString("engine", report.Engine);
            if (report.View.Length > 0) json.WriteString("view", report.View);
            json.WriteStartArray("nodes");
            foreach (NodeStatus node in report.Nodes) Write(json, node);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, NodeStatus node)
    {
        NodeDescription description = node.Description;
        NodeLoad load = node.Load;
        json.WriteStartObject();
        json.WriteString("name", description.Name);
        json.WriteString("id", description.Node.ToString());
        json.WriteString("address", description.Address);
        json.WriteNumber("slots", description.Slots);
        json.WriteNumber("busy", load.BusySlots);
        json.WriteNumber("memory", description.MemoryBytes);
        json.WriteNumber("memory_in_use", load.MemoryInUse);
        json.WriteString("version", description.Software);
        json.WriteNumber("jobs", load.Jobs);
        json.WriteNumber("chunks_done", load.ChunksDone);
        json.WriteNumber("bytes_moved", load.BytesMoved);
        json.WriteString("state", State(node));
        if (node.View.Length > 0) json.WriteString("view", node.View);
        json.WriteEndObject();
    }

    private static string State(NodeStatus node) =>
        node.Load.IsLeaving ? "leaving" : node.IsSilent ? "silent" : "up";
}
