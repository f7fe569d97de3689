using ActorCompute.Arrays;
using ActorCompute.Messages;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// How two processes find out whether they share memory: one makes a small segment, the other tries to open
/// it. Addresses would not tell: containers of one host may share the network and nothing else.
/// </summary>
public static class SegmentProbe
{
    /// <summary>The segment to show to the other process, for as long as it may look at it.</summary>
    /// <exception cref="ComputeException">
    /// The system has no memory, no more open files for the process, or no shared memory without names, as
    /// only Linux has (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public static Segment Create() => Segment.Create(0);

    /// <summary>True where this process can open the other's segment; never throws.</summary>
    public static bool CanOpen(SegmentRef probe)
    {
        try
        {
            using SafeFileHandle file = SegmentFile.Open(probe);
            return true;
        }
        catch (ComputeException)
        {
            return false;
        }
    }
}
