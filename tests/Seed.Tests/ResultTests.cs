using System.Security.Cryptography;
using System.Text.Json;

namespace ActorCompute.Seed.Tests;

public class ResultTests
{
    // numpy.random.Generator(numpy.random.Philox(key=SEED)).random(100000), and hashlib.sha256(it.tobytes()).
    [Theory]
    [InlineData("", 0.011546754286331562,
        "48951b5fedad7421cde4c505d4a44d63b4b42d86449a25bf99f3d6c7319a9695")]
    [InlineData(":0", 0.011546754286331562,
        "48951b5fedad7421cde4c505d4a44d63b4b42d86449a25bf99f3d6c7319a9695")]
    [InlineData(":42", 0.8201981478608876,
        "03c66201608fafa23fe6d1924ecd07e81633065f4aaec38e224eb98fa7f6f91f")]
    [InlineData(":18446744073709551615", 0.23494158814525556,
        "4ff08fa5a959025f4fb27c3e967430dd6e8c88744e1d8196846033626d2d070d")]
    public void Random_numbers_are_those_of_NumPy(string seed, double first, string sha256)
    {
        using var folder = new TemporaryFolder();

        JsonElement json = CommandLine.RunJson(
            "eval", "x", "--random", $"x=1e5{seed}", "--out", folder["x.npy"]);

        json.GetProperty("sha256").GetString().ShouldBe(sha256);
        folder.LoadDoubles("x.npy")[0].ShouldBe(first);
    }

    // hashlib.sha256(numpy.arange(1000).tobytes()), and of numpy.int64(499500).
    [Fact]
    public void Bytes_of_elements_and_of_a_value_have_the_hash_that_NumPy_gives_them()
    {
        CommandLine.RunJson("eval", "i", "--arange", "i=1000").GetProperty("sha256").GetString()
            .ShouldBe("702746827e553786bb026ac120cb58745fef3d3f554c33891809001cc37639f0");
        CommandLine.RunJson("eval", "i", "--arange", "i=1000", "--reduce", "sum")
            .GetProperty("sha256").GetString()
            .ShouldBe("c6702eb4d8855575fd9b356aa17a2d7d8fd3ac9ef2edac073c24d2855bee3ee5");
    }

    // NumPy: x = Generator(Philox(key=7)).random(100000); i = arange(100000); y = sqrt(x)*i - x//0.3; y.std()
    [Theory]
    [InlineData()]
    [InlineData("--workers", "1", "--chunk-size", "1")]
    [InlineData("--workers", "16", "--chunk-size", "10000", "--repeat", "3")]
    [InlineData("--chunk-size", "9223372036854775807")]
    public void No_chunk_size_and_no_number_of_workers_changes_a_bit(params string[] options)
    {
        string[] arguments =
            ["eval", "sqrt(x)*i - x//0.3", "--random", "x=100000:7", "--arange", "i=100000", .. options];

        CommandLine.RunJson(arguments).GetProperty("sha256").GetString()
            .ShouldBe("7ef47afc5aaab08800fbdc259b4dde0ab17f248fced7b3610a518d89c32f10ed");
        CommandLine.RunJson([.. arguments, "--reduce", "std"]).GetProperty("sha256").GetString()
            .ShouldBe("22acbd617f473ec80dd21cb8d03a77044d1c017f8b53bdceb9675aa01539465e");
    }

    [Fact]
    public void A_written_result_is_read_back_byte_for_byte()
    {
        using var folder = new TemporaryFolder();

        // NumPy's NaN, without a sign, is the one that results have.
        double nan = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);
        double[] elements = [1.5, -0.0, nan, double.PositiveInfinity, 1e-310];
        folder.Save("x.npy", elements);

        JsonElement json = CommandLine.RunJson(
            "eval", "x", "--in", $"x={folder["x.npy"]}", "--out", folder["y.npy"]);

        byte[] written = File.ReadAllBytes(folder["y.npy"]);
        written.ShouldBe(File.ReadAllBytes(folder["x.npy"]));
        json.GetProperty("sha256").GetString()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(written.AsSpan(128))));
        folder.Files.ShouldBe(["x.npy", "y.npy"]);
    }

    [Fact]
    public void A_result_may_replace_its_own_input()
    {
        using var folder = new TemporaryFolder();
        folder.Save("x.npy", 1.0, 2.0, 4.0);

        Outcome outcome = CommandLine.Run(
            "eval", "1/x", "--in", $"x={folder["x.npy"]}", "--out", folder["x.npy"]);

        outcome.ExitCode.ShouldBe(0);
        folder.LoadDoubles("x.npy").ShouldBe([1, 0.5, 0.25]);
    }

    [Fact]
    public void The_value_of_a_reduction_is_written_as_an_array_of_rank_0()
    {
        using var folder = new TemporaryFolder();

        Outcome outcome = CommandLine.Run(
            "eval", "i/2", "--arange", "i=4", "--reduce", "sum", "--out", folder["sum.npy"]);

        outcome.ExitCode.ShouldBe(0);
        folder.LoadDoubles("sum.npy").ShouldBe([3.0]);
        File.ReadAllText(folder["sum.npy"]).ShouldContain("'shape': ()");
    }

    // 80 MB go through a process that may hold 64 MiB.
    [Fact]
    public void Arrays_larger_than_memory_go_from_file_to_file_with_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        Settings small = Settings.SmallMachine(folder.FullName);

        string[] arguments = ["eval", "x + i", "--random", "x=1e7", "--arange", "i=1e7"];

        JsonElement made = CommandLine.RunJson(small, [.. arguments, "--out", "y.npy"]);
        JsonElement summed = CommandLine.RunJson(small, "eval", "y", "--in", "y=y.npy", "--reduce", "sum");

        made.GetProperty("sha256").GetString()
            .ShouldBe(CommandLine.RunJson(arguments).GetProperty("sha256").GetString());
        JsonElement inMemory = CommandLine.RunJson([.. arguments, "--reduce", "sum"]);
        summed.GetProperty("sha256").GetString().ShouldBe(inMemory.GetProperty("sha256").GetString());
        folder.Files.ShouldBe(["y.npy"]);
    }
}
