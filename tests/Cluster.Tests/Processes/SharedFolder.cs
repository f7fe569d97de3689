using System.Security.Cryptography;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>A folder that client and worker nodes have as their data root, deleted at the end.</summary>
internal sealed class SharedFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorcompute-tests-");

    public string Path => _folder.FullName;

    /// <summary>Where a job's result goes.</summary>
    public string Result => this["y.npy"];

    /// <summary>The option of a worker node.</summary>
    public string[] OfWorker => ["--data-root", Path];

    /// <summary>The options of a client whose result is a file in it.</summary>
    public string[] OfClient => ["--data-root", Path, "--out", Result];

    /// <summary>The names of all files in it, hidden ones too.</summary>
    public string[] Names => [.. _folder.EnumerateFiles().Select(file => file.Name).Order()];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A hash over the whole file.</summary>
    public string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
