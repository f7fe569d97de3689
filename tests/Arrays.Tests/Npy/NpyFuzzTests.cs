using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Arrays.Tests.Npy;

public class NpyFuzzTests
{
    private const int Mutations = 20_000;
    private const int RandomSeed = 20_260;

    private static readonly byte[][] Valid =
    [
        NumpyFiles.Float64, NumpyFiles.Scalar, NumpyFiles.Empty, NumpyFiles.Bools, NumpyFiles.Int64,
        NumpyFiles.Fortran3d, NumpyFiles.BigEndianInt16, NumpyFiles.Version2, NumpyFiles.Version3,
        NumpyFiles.Float16,
    ];

    // Pieces that lead a parser further astray than random bytes do.
    private static readonly string[] Pieces =
    [
        "(", ")", ",", "'", "{", "}", "-", "9", "99999999999999999999", "576460752303423488", "True", "False",
        "shape", ">", "<u8", "|O", "L", "\\", "\n", "(0,", "(((((((((", " ",
    ];

    [Fact]
    public void Mutated_files_load_or_are_refused_and_never_allocate_what_they_claim()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("mutated.npy");
        var random = new Random(RandomSeed);
        int loaded = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Mutations; i++)
        {
            byte[] file = Mutate(Valid[random.Next(Valid.Length)], random);
            string story = $"mutation {i} of random seed {RandomSeed}: {Convert.ToBase64String(file)}";
            try
            {
                NpyHeader header = NpyHeader.Parse(file, path);
                File.WriteAllBytes(path, file);
                using ComputeArray array = NpyFile.Load(path);
                array.Description.ShouldBe(header.Description, story);
                (header.DataOffset + header.DataBytes).ShouldBeLessThanOrEqualTo(file.Length, story);
                loaded++;
            }
            catch (ComputeException failure)
            {
                failure.Kind.ShouldBe(ErrorKind.InvalidFile, story);
            }
        }

        loaded.ShouldBeGreaterThan(Mutations / 100);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Mutations * 20_000L);
    }

    private static byte[] Mutate(byte[] valid, Random random)
    {
        byte[] file = [.. valid];
        for (int i = random.Next(3); i >= 0; i--)
        {
            int at = random.Next(random.Next(2) == 0 ? file.Length : Math.Min(file.Length, 80));
            file = random.Next(5) switch
            {
                0 => [.. file[..at], (byte)random.Next(256), .. file[(at + 1)..]],
                1 => [.. file[..at], (byte)(file[at] ^ (1 << random.Next(8))), .. file[(at + 1)..]],
                2 => [.. file[..at], .. Piece(random), .. file[at..]],
                3 => [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 12))..]],
                _ => file[..random.Next(file.Length + 1)],
            };
            if (file.Length == 0) break;
        }

        return file;
    }

    private static byte[] Piece(Random random) =>
        System.Text.Encoding.ASCII.GetBytes(Pieces[random.Next(Pieces.Length)]);
}
