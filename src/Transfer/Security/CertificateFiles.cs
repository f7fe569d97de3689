using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Security;

/// <summary>
/// The files of a folder that is given with <c>--certificates</c>, and how they come to the disk: keys are
/// readable by their owner only, and a file is there whole or not at all.
/// </summary>
internal static class CertificateFiles
{
    public const string Authority = "authority.pem";
    public const string AuthorityKey = "authority.key";
    public const string Node = "node.pem";
    public const string NodeKey = "node.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode AllRead = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Makes a folder that only its owner can enter; one that is there stays as it is.</summary>
    /// <exception cref="ComputeException">It cannot be made.</exception>
    public static void MakeFolder(string folder) => OrFailure(folder, () =>
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    });

    /// <summary>Writes a certificate, which anybody may read.</summary>
    /// <exception cref="ComputeException">It cannot be written.</exception>
    public static void WriteCertificate(string path, string pem) => Write(path, pem, AllRead);

    /// <summary>Writes a private key, which only its owner may read.</summary>
    /// <exception cref="ComputeException">It cannot be written.</exception>
    public static void WriteKey(string path, string pem) => Write(path, pem, OwnerOnly);

    /// <summary>Reads a file of text.</summary>
    /// <exception cref="ComputeException">It is missing or cannot be read.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile,
                $"{path} is missing: make certificates with "
                + "'actorcompute certificates create DIR --hosts ...', "
                + "and give a host the folder of its name in DIR");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile, $"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static void Write(string path, string text, UnixFileMode mode) => OrFailure(path, () =>
    {
        string temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var writer = new StreamWriter(temporary, options)) writer.Write(text);
        File.Move(temporary, path, overwrite: true);
    });

    private static void OrFailure(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile, $"{path} cannot be written: {exception.Message}", exception);
        }
    }
}
