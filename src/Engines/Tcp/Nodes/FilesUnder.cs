using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Execution;
using ActorCompute.Transfer.Data;

namespace ActorCompute.Engines.Tcp.Nodes;

/// <summary>The files of a worker node that jobs may name: those under its data root.</summary>
/// <param name="root">The data root; null where there is none.</param>
internal sealed class FilesUnder(string? root) : IFileNames
{
    /// <inheritdoc/>
    public string Resolve(string name) => root is null
        ? throw new ComputeException(
            ErrorKind.InvalidFile, $"the worker node has no files: start it with --data-root DIR to read '{name}' there")
        : DataRoot.Resolve(root, name);
}
