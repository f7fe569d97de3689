using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Seed.Options;

/// <summary>What a command that measures was asked for. Immutable.</summary>
/// <param name="Count">Elements of the largest array.</param>
/// <param name="Rounds">How many times are taken of each.</param>
/// <param name="PlotPath">The file that takes the picture, or null.</param>
/// <param name="Json">True to print one object of JSON.</param>
internal sealed record MeasuringOptions(long Count, int Rounds, string? PlotPath, bool Json)
{
    /// <summary>The path of a picture, told now and not after a minute that it cannot be written.</summary>
    /// <exception cref="UsageException">It is no place for a file.</exception>
    public static string? CheckPlotPath(string? path)
    {
        if (path is null) return null;
        if (path.Length == 0)
        {
            throw new UsageException("--plot has an empty name: give a file, such as --plot times.svg");
        }

        string shown = Excerpt.Shorten(path);
        if (Directory.Exists(path))
        {
            throw new UsageException($"--plot {shown} is a directory: give a file in it");
        }

        if (Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) return path;
        throw new UsageException($"there is no folder for --plot {shown}: make it first");
    }

    /// <summary>Writes the picture, if one is wished.</summary>
    /// <exception cref="ComputeException">The file cannot be written.</exception>
    public void Write(Func<string> draw)
    {
        if (PlotPath is not { } path) return;
        try
        {
            File.WriteAllText(path, draw());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ComputeException(
                ErrorKind.OutputFailed, $"the picture {path} cannot be written: {error.Message}", error);
        }
    }
}
