using System.Text.Json;

namespace ActorCompute.Seed.Tests;

public class JsonTests
{
    [Fact]
    public void A_reduction_reports_every_field_of_the_contract()
    {
        JsonElement json = CommandLine.RunJson(
            "eval", "sqrt(i)", "--arange", "i=10_000", "--reduce", "count_nonzero", "--workers", "2",
            "--chunk-size", "5000", "--repeat", "3");

        json.EnumerateObject().Select(field => field.Name).ShouldBe(
        [
            "schema", "expression", "dtype", "shape", "elements", "chunks", "chunk_size", "workers", "nodes",
            "engine", "retries", "value", "sha256", "seconds", "first_seconds",
        ]);
        json.GetProperty("schema").GetInt32().ShouldBe(1);
        json.GetProperty("expression").GetString().ShouldBe("sqrt(i)");
        json.GetProperty("dtype").GetString().ShouldBe("float64");
        json.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ShouldBe([10_000]);
        json.GetProperty("elements").GetInt64().ShouldBe(10_000);
        json.GetProperty("chunks").GetInt64().ShouldBe(2);
        json.GetProperty("chunk_size").GetInt64().ShouldBe(8192);
        json.GetProperty("workers").GetInt32().ShouldBe(2);
        json.GetProperty("nodes").GetInt32().ShouldBe(1);
        json.GetProperty("engine").GetString().ShouldBe("in-process");
        json.GetProperty("retries").GetInt64().ShouldBe(0);
        json.GetProperty("value").GetInt64().ShouldBe(9_999);
        double[] seconds = [.. json.GetProperty("seconds").EnumerateArray().Select(time => time.GetDouble())];
        seconds.Length.ShouldBe(3);
        seconds.ShouldAllBe(time => time > 0);
        json.GetProperty("first_seconds").GetDouble().ShouldBe(seconds[0]);
    }

    [Fact]
    public void Elements_report_their_shape_and_no_value()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.npy", "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24);

        JsonElement json = CommandLine.RunJson("eval", "x < 1", "--in", $"x={folder["x.npy"]}");

        json.GetProperty("dtype").GetString().ShouldBe("bool");
        json.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ShouldBe([2, 3]);
        json.TryGetProperty("value", out _).ShouldBeFalse();
        json.TryGetProperty("warning", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("i / 10", "max", "0.9")]
    [InlineData("i", "sum", "45")]
    [InlineData("i > 3", "any", "true")]
    [InlineData("i > 3", "all", "false")]
    [InlineData("log(i)", "min", "\"-inf\"")]
    [InlineData("log(i - 1)", "sum", "\"nan\"")]
    [InlineData("-log(i)", "max", "\"inf\"")]
    [InlineData("exp(i * 100)", "max", "\"inf\"")]
    public void Values_are_JSON_numbers_or_the_names_of_what_JSON_lacks(
        string expression, string reduction, string value) =>
        CommandLine.RunJson("eval", expression, "--arange", "i=10", "--reduce", reduction)
            .GetProperty("value").GetRawText().ShouldBe(value);

    [Fact]
    public void The_mean_of_nothing_is_nan_with_a_warning()
    {
        JsonElement json = CommandLine.RunJson("eval", "x", "--random", "x=0", "--reduce", "mean");

        json.GetProperty("value").GetString().ShouldBe("nan");
        json.GetProperty("warning").GetString()!.ShouldContain("empty");
    }

    [Theory]
    [InlineData(2, "unknown_name", "sine(x)", "--random", "x=3")]
    [InlineData(2, "usage", "x", "--random", "x=-3")]
    [InlineData(2, "usage", "x", "--colour", "red")]
    [InlineData(2, "usage", "x", "--in")]
    [InlineData(2, "invalid_argument", "x", "--random", "x=3", "--workers", "0")]
    [InlineData(2, "invalid_expression", "x +", "--random", "x=3")]
    [InlineData(2, "invalid_file", "x", "--in", "x=missing.npy")]
    [InlineData(2, "empty_input", "x", "--random", "x=0", "--reduce", "argmax")]
    [InlineData(1, "kernel_failed", "i ** (i - 5)", "--arange", "i=10")]
    public void A_failure_is_one_object_that_names_its_kind(
        int exitCode, string kind, params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(["eval", .. arguments, "--json"]);

        outcome.ExitCode.ShouldBe(exitCode);
        JsonElement json = outcome.Json();
        json.GetProperty("schema").GetInt32().ShouldBe(1);
        json.GetProperty("error").GetProperty("kind").GetString().ShouldBe(kind);
        json.GetProperty("error").GetProperty("message").GetString()!.ShouldNotContain("\n");
    }
}
