using System.Buffers.Binary;
using System.Text;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;

namespace ActorCompute.Seed.Tests;

/// <summary>A folder of a test's own, which goes with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("actorcompute-test-").FullName;

    public string this[string name] => Path.Combine(FullName, name);

    /// <summary>The names of all files, hidden ones too.</summary>
    public string[] Files => [.. Directory.GetFiles(FullName).Select(path => Path.GetFileName(path)).Order()];

    public void Save<T>(string name, params T[] elements) where T : unmanaged
    {
        using ComputeArray<T> array = ComputeArray.From(elements);
        NpyFile.Save(this[name], array);
    }

    public double[] LoadDoubles(string name)
    {
        using ComputeArray<double> array = NpyFile.Load<double>(this[name]);
        return array.ToArray();
    }

    /// <summary>
    /// Writes a header of version 1, and after it as many bytes as are given, without using the disk for
    /// zeros.
    /// </summary>
    public void Write(string name, string header, long dataBytes)
    {
        byte[] text = Encoding.ASCII.GetBytes(header.PadRight(117) + "\n");
        using FileStream file = File.Create(this[name]);
        file.Write([0x93, .. "NUMPY"u8, 1, 0]);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        file.Write(length);
        file.Write(text);
        file.SetLength(file.Position + dataBytes);
    }

    /// <summary>A file of zeros, as large as a test likes, that takes no room on the disk.</summary>
    public void WriteZeros(string name, long count) =>
        Write(
            name,
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({count},), }}",
            count * sizeof(double));

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
