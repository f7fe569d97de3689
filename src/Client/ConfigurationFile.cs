using ActorCompute.Arrays;

namespace ActorCompute.Client;

/// <summary>A file of an engine's own configuration.</summary>
public static class ConfigurationFile
{
    /// <summary>Reads a file, for <see cref="ConnectOptions.EngineConfiguration"/>.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be read (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile,
                $"the configuration {path} cannot be read: {exception.Message}",
                exception);
        }
    }
}
