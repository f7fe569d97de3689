using System.Text.Encodings.Web;
using System.Text.Json;
using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Seed.Evaluation;
using ActorCompute.Seed.Measuring;
using ActorCompute.Seed.Options;

namespace ActorCompute.Seed.Output;

/// <summary>The report for programs: one object of JSON on one line. Its fields are a contract.</summary>
internal static class JsonReport
{
    /// <summary>The version of all objects that are printed.</summary>
    public const int Schema = 1;

    // The text goes to a terminal or a parser, not into a page of HTML.
    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes what went wrong.</summary>
    public static void Write(TextWriter output, Failure failure) => Write(output, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("kind", failure.Kind);

        // The lines that point at a place are for people.
        json.WriteString("message", failure.Message.Split('\n')[0]);
        json.WriteEndObject();
    });

    /// <summary>Writes what the runs gave and took.</summary>
    public static void Write(
        TextWriter output, EvalOptions options, EvalResult result, CancellationToken stop)
    {
        JobResult last = result.Last;
        string sha256 = result.Sha256(stop);
        Write(output, json =>
        {
            json.WriteString("expression", options.Text);
            json.WriteString("dtype", last.Elements.Type.Name());
            json.WriteStartArray("shape");
            foreach (long dimension in last.Elements.Shape.Dimensions) json.WriteNumberValue(dimension);
            json.WriteEndArray();
            json.WriteNumber("elements", last.Elements.Shape.Count);
            json.WriteNumber("chunks", last.Statistics.Chunks);
            json.WriteNumber("chunk_size", last.Statistics.ChunkSize);
            json.WriteNumber("workers", result.Workers);
            json.WriteNumber("nodes", last.Statistics.Nodes);
            json.WriteString("engine", result.Engine);
            json.WriteNumber("retries", result.Retries);
            if (last.Value is { } value) WriteValue(json, value);
            if (last.Warning is { } warning) json.WriteString("warning", warning);
            json.WriteString("sha256", sha256);
            json.WriteStartArray("seconds");
            foreach (double seconds in result.Seconds) json.WriteNumberValue(seconds);
            json.WriteEndArray();
            json.WriteNumber("first_seconds", result.Seconds[0]);
        });
    }

    /// <summary>Writes the times of a sweep.</summary>
    public static void Write(TextWriter output, SweepResult result) => Write(output, json =>
    {
        json.WriteNumber("elements", result.Count);
        json.WriteNumber("workers", result.Workers);
        json.WriteNumber("rounds", result.Rounds);
        json.WriteNumber("serial_seconds", result.SerialSeconds);
        json.WriteNumber("default_seconds", result.DefaultSeconds);
        json.WriteNumber("best_seconds", result.Best.Seconds);
        json.WriteNumber("run_off_default_seconds", result.RunOff.Default);
        json.WriteNumber("run_off_best_seconds", result.RunOff.Best);
        json.WriteNumber("run_off_default_over_best", result.RunOff.DefaultOverBest);
        json.WriteStartArray("cells");
        foreach (SweepCell cell in result.Cells)
        {
            json.WriteStartObject();
            json.WriteNumber("parts", cell.Parts);
            json.WriteNumber("at_once", cell.AtOnce);
            json.WriteNumber("seconds", cell.Seconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes the times of a crossover; without a crossing its fields are left out.</summary>
    public static void Write(TextWriter output, CrossoverResult result) => Write(output, json =>
    {
        json.WriteNumber("workers", result.Workers);
        json.WriteNumber("rounds", result.Rounds);
        json.WriteStartArray("functions");
        foreach (CrossoverSeries series in result.Series)
        {
            json.WriteStartObject();
            json.WriteString("name", series.Name);
            if (series.Crossing is { } crossing)
            {
                json.WriteNumber("crossing_elements", crossing.Count);
                json.WriteNumber("crossing_seconds", crossing.Seconds);
            }

            json.WriteStartArray("points");
            foreach (CrossoverPoint point in series.Points) WritePoint(json, point);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WritePoint(Utf8JsonWriter json, CrossoverPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("elements", point.Count);
        json.WriteNumber("serial_seconds", point.Serial);
        json.WriteNumber("parallel_seconds", point.Parallel);
        json.WriteNumber("default_seconds", point.Default);
        json.WriteEndObject();
    }

    private static void Write(TextWriter output, Action<Utf8JsonWriter> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            fields(json);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        output.Flush();
    }

    private static void WriteValue(Utf8JsonWriter json, Scalar value)
    {
        json.WritePropertyName("value");
        if (value.Type == DType.Bool) json.WriteBooleanValue(value.ToBool());
        else if (!value.Type.IsFloat()) json.WriteNumberValue(value.ToInt64());
        else if (!double.IsFinite(value.ToDouble())) json.WriteStringValue(value.ToString());
        else if (value.Type == DType.Float32) json.WriteNumberValue((float)value.ToDouble());
        else json.WriteNumberValue(value.ToDouble());
    }
}
