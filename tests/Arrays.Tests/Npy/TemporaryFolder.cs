namespace ActorCompute.Arrays.Tests.Npy;

/// <summary>A folder of one test, deleted with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorcompute-tests-");

    /// <summary>The folder's path.</summary>
    public string Path => _folder.FullName;

    /// <summary>The names of all files in it, hidden ones too.</summary>
    public string[] Names => [.. _folder.EnumerateFiles().Select(file => file.Name).Order()];

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file into it, and gives its path.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
