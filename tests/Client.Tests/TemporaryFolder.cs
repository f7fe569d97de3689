namespace ActorCompute.Client.Tests;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("actorcompute-").FullName;

    /// <summary>The files that are there.</summary>
    public string[] Files => Directory.GetFiles(_path);

    public string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
