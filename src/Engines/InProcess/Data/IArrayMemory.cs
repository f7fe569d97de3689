using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Data;

/// <summary>The memory of the arrays that a table makes. Thread safe.</summary>
internal interface IArrayMemory
{
    /// <summary>Makes an array, whose elements are anything.</summary>
    /// <exception cref="ComputeException">There is no memory (<see
    /// cref="ErrorKind.OutOfMemory"/>).</exception>
    ComputeArray Create(ArrayDescription description);

    /// <summary>Where kernels find the elements of a source that is in the table under an id.</summary>
    InputSource SourceOf(ArrayId array, ElementSource source);

    /// <summary>Where other processes find the elements of a target; null where they cannot.</summary>
    SegmentRef? SegmentOf(ElementTarget target);

    /// <summary>The file of a target, to which nodes that see it write; null where they cannot.</summary>
    /// <exception cref="ComputeException">It cannot be written to.</exception>
    OutputFile? FileOf(ElementTarget target);

    /// <summary>The memory of an array is never to be used for another: somebody may still write to
    /// it.</summary>
    void Abandon(ComputeArray array);
}

/// <summary>Memory of this process alone.</summary>
internal sealed class PrivateMemory : IArrayMemory
{
    /// <summary>The only instance.</summary>
    public static PrivateMemory Instance { get; } = new();

    /// <inheritdoc/>
    public ComputeArray Create(ArrayDescription description) => ComputeArray.CreateUninitialized(description);

    /// <inheritdoc/>
    public InputSource SourceOf(ArrayId array, ElementSource source) => new InputSource.ByReference(array);

    /// <inheritdoc/>
    public SegmentRef? SegmentOf(ElementTarget target) => null;

    /// <inheritdoc/>
    public OutputFile? FileOf(ElementTarget target) => null;

    /// <inheritdoc/>
    /// <remarks>Who may still write holds a reference to the array, in this process.</remarks>
    public void Abandon(ComputeArray array)
    {
    }
}

/// <summary>Where a job's arrays lie in memory that this process maps. Thread safe.</summary>
internal interface ISegments
{
    /// <summary>The elements of a segment.</summary>
    /// <exception cref="ComputeException">They cannot be had.</exception>
    ElementSource OpenSource(SegmentRef segment, DType type, long count);

    /// <summary>A segment to write elements to.</summary>
    /// <exception cref="ComputeException">It cannot be had.</exception>
    ElementTarget OpenTarget(SegmentRef segment, DType type, long count);
}
