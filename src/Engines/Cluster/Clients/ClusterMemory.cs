using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Npy;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Kernels.Generators;
using ActorCompute.Messages;
using ActorCompute.Transfer.Data;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Engines.Cluster.Clients;

/// <summary>
/// The memory of a client's arrays, and the shortest road from it to kernels on other nodes: numbers that are
/// generated travel as their seed, files under the data root as their names, and what lies in segments is
/// mapped by the nodes of this host. Thread safe.
/// </summary>
/// <param name="pool">Segments; null where memory is not shared.</param>
/// <param name="dataRoot">The full path of the nodes' data root as this process sees it; null without
/// one.</param>
internal sealed class ClusterMemory(SegmentPool? pool, string? dataRoot) : IArrayMemory
{
    /// <inheritdoc/>
    public ComputeArray Create(ArrayDescription description) => pool is null || description.Bytes == 0
        ? ComputeArray.CreateUninitialized(description)
        : SegmentArrays.CreateUninitialized(pool, description);

    /// <inheritdoc/>
    public InputSource SourceOf(ArrayId array, ElementSource source) => source switch
    {
        PhiloxSource random => new InputSource.Random(random.Seed),
        ArangeSource => new InputSource.Arange(),
        NpySource file when NameOf(file.Path) is { } name =>
            new InputSource.NpyFile(name, file.Fingerprint()),
        _ => new InputSource.ByReference(array, SegmentArrays.Find(source)),
    };

    /// <inheritdoc/>
    public SegmentRef? SegmentOf(ElementTarget target) => SegmentArrays.Find(target);

    /// <inheritdoc/>
    public OutputFile? FileOf(ElementTarget target) =>
        target is NpyTarget { Description.Bytes: > 0 } file && NameOf(file.TemporaryPath) is { } name
            ? new OutputFile(name, file.Share(), ThisHost.Run)
            : null;

    /// <inheritdoc/>
    public void Abandon(ComputeArray array) => SegmentArrays.Abandon(array);

    private string? NameOf(string path) => dataRoot is null ? null : DataRoot.NameOf(dataRoot, path);
}
