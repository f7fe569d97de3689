namespace ActorCompute.Messages;

/// <summary>
/// How two processes begin to speak: whoever dials sends <see cref="Hello"/>, and is answered with
/// <see cref="Welcome"/> or <see cref="Refused"/>. Hello and Refused keep their shape in all versions.
/// </summary>
public static class ConnectionProtocol
{
    /// <summary>The oldest version of the wire that this software speaks.</summary>
    public const ushort OldestVersion = 1;

    /// <summary>The newest version of the wire that this software speaks.</summary>
    public const ushort NewestVersion = 1;

    /// <summary>The first frame of a connection.</summary>
    /// <param name="OldestVersion">The oldest version of the wire that the dialer speaks.</param>
    /// <param name="NewestVersion">The newest one.</param>
    /// <param name="Node">The dialer.</param>
    /// <param name="Role">What the connection is for.</param>
    /// <param name="Engine">The dialer's engine: <c>tcp</c> or <c>akka</c>.</param>
    /// <param name="Software">The dialer's version, for people.</param>
    /// <param name="KernelsHash">What the dialer's kernels give (a hash over a table of results).</param>
    /// <param name="Router">The router of a client that dials a worker node; else nobody.</param>
    /// <param name="Probe">A segment of the dialer, to be opened by whoever shares its memory; or
    /// null.</param>
    /// <param name="Carrier">Where the dialer's engine takes messages, in the engine's own words; empty where
    /// that is this connection.</param>
    public sealed record Hello(
        ushort OldestVersion,
        ushort NewestVersion,
        NodeId Node,
        ConnectionRole Role,
        string Engine,
        string Software,
        ulong KernelsHash,
        ActorRef Router,
        SegmentRef? Probe,
        string Carrier);

    /// <summary>The dialed node takes the connection.</summary>
    /// <param name="Version">The version that is spoken from now on.</param>
    /// <param name="Node">The dialed node.</param>
    /// <param name="Engine">Its engine.</param>
    /// <param name="Software">Its version, for people.</param>
    /// <param name="KernelsHash">What its kernels give.</param>
    /// <param name="Service">The actor that the dialer is to speak to: the seed node's membership; else
    /// nobody.</param>
    /// <param name="SharesMemory">True where it opened the dialer's segment.</param>
    /// <param name="Process">The process id of the dialed node, for a dialer that shares memory with
    /// it.</param>
    /// <param name="Carrier">Where the dialed node's engine takes messages; empty where that is this
    /// connection.</param>
    public sealed record Welcome(
        ushort Version,
        NodeId Node,
        string Engine,
        string Software,
        ulong KernelsHash,
        ActorRef Service,
        bool SharesMemory,
        int Process,
        string Carrier);

    /// <summary>The dialed node does not take the connection, and closes it.</summary>
    /// <param name="OldestVersion">The oldest version of the wire that it speaks.</param>
    /// <param name="NewestVersion">The newest one.</param>
    /// <param name="Engine">Its engine.</param>
    /// <param name="Software">Its version, for people.</param>
    /// <param name="Reason">One sentence.</param>
    public sealed record Refused(
        ushort OldestVersion, ushort NewestVersion, string Engine, string Software, string Reason);
}

/// <summary>What a connection is for.</summary>
public enum ConnectionRole : byte
{
    /// <summary>Messages between a worker node, which dials, and the seed node.</summary>
    Member = 1,

    /// <summary>Messages between a client, which dials, and a worker node or the seed node.</summary>
    Client = 2,

    /// <summary>Slices that the dialer asks for.</summary>
    DataPull = 3,

    /// <summary>Slices that the dialed node asks the dialer for.</summary>
    DataServe = 4,

    /// <summary>Calls of methods: by a worker process, which dials the program that asks for them; or by a
    /// client, which dials the worker node that it asks.</summary>
    Calls = 5,

    /// <summary>Packets of an engine with a wire of its own, either way.</summary>
    Carrier = 6,
}

/// <summary>
/// Memory that other processes of the host can map: a file of the process that made it, without a name.
/// </summary>
/// <param name="Process">The process id of its maker.</param>
/// <param name="Descriptor">The maker's file descriptor.</param>
/// <param name="Nonce">Random, and in the name of the file: another one that took the number is not mistaken
/// for it.</param>
/// <param name="Offset">Where in the segment the bytes begin.</param>
/// <param name="Bytes">How many bytes.</param>
public readonly record struct SegmentRef(int Process, int Descriptor, ulong Nonce, long Offset, long Bytes);
