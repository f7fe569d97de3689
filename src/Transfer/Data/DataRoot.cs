using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Data;

/// <summary>
/// The folder of a worker node whose files clients may name (<c>--data-root</c>). Paths of clients are
/// relative to it and stay inside of it, whatever links lie on the way.
/// </summary>
public static class DataRoot
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaxLinks = 40;

    /// <summary>The folder itself, without links.</summary>
    /// <exception cref="ComputeException">
    /// It does not exist (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public static string Check(string root)
    {
        if (Directory.Exists(root)) return WithoutLinks(Path.GetFullPath(root), root);
        throw new ComputeException(
            ErrorKind.InvalidFile,
            $"the data root {root} is not a folder: make it, or give another one with --data-root DIR");
    }

    /// <summary>Where a file is that a client names; the file need not exist.</summary>
    /// <param name="root">The data root.</param>
    /// <param name="path">Relative to the data root.</param>
    /// <returns>The full path without links, inside of the data root.</returns>
    /// <exception cref="ComputeException">
    /// The path leaves the root (<see cref="ErrorKind.InvalidFile"/>); the message does not tell what lies
    /// outside.
    /// </exception>
    public static string Resolve(string root, string path)
    {
        string checkedRoot = Check(root);
        if (path.Length == 0 || path.Contains('\0') || Path.IsPathRooted(path)) throw Outside(path);
        string lexical = Path.GetFullPath(Path.Combine(checkedRoot, path));
        if (!IsInside(checkedRoot, lexical)) throw Outside(path);
        string resolved = WithoutLinks(Path.Combine(checkedRoot, path), path);
        return IsInside(checkedRoot, resolved) ? resolved : throw Outside(path);
    }

    /// <summary>
    /// The name of a file of this process, relative to the data root; null if it lies outside of it.
    /// </summary>
    /// <param name="root">The data root, as <see cref="Check"/> gave it.</param>
    /// <param name="path">The file; it need not exist.</param>
    public static string? NameOf(string root, string path)
    {
        try
        {
            string resolved = WithoutLinks(Path.GetFullPath(path), path);
            return IsInside(root, resolved) ? Path.GetRelativePath(root, resolved) : null;
        }
        catch (ComputeException)
        {
            return null;
        }
    }

    private static bool IsInside(string root, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar,
            StringComparison.Ordinal);

    /// <summary>
    /// Follows each link on the way, as the file system does; what does not exist is taken by its name.
    /// </summary>
    private static string WithoutLinks(string path, string named)
    {
        string resolved = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(pending, path[resolved.Length..]);
        int links = 0;
        while (pending.TryPop(out string? part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Combine(resolved, part);
            string? target = LinkTarget(next, named);
            if (target is null)
            {
                resolved = next;
                continue;
            }

            if (++links > MaxLinks) throw Outside(named);
            if (Path.IsPathRooted(target)) resolved = Path.GetPathRoot(target)!;
            Push(pending, Path.IsPathRooted(target) ? target[resolved.Length..] : target);
        }

        return resolved;
    }

    private static void Push(Stack<string> pending, string path)
    {
        string[] parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        for (int place = parts.Length - 1; place >= 0; place--) pending.Push(parts[place]);
    }

    private static string? LinkTarget(string path, string named)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile, $"'{named}' cannot be read in the data root", exception);
        }
    }

    private static ComputeException Outside(string path) => new(
        ErrorKind.InvalidFile,
        $"'{path}' is not a path inside of the worker node's data root: "
        + "name a file relative to it, without links that leave it");
}
