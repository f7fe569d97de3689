using System.Collections.Frozen;

namespace ActorCompute.Messages.Wire;

/// <summary>
/// All messages that travel. A tag is for ever: fields of a message change only with the version, and a
/// message that goes leaves its tag unused.
/// </summary>
internal static class MessageTable
{
    /// <summary>The tag of Hello, whose shape is the same in all versions.</summary>
    public const ushort Hello = 0x0101;

    /// <summary>The tag of Refused, whose shape is the same in all versions.</summary>
    public const ushort Refused = 0x0103;

    private static readonly WireMessage[] s_all =
    [
        .. ConnectionMessages.All,
        .. DataMessages.All,
        .. MembershipMessages.All,
        .. WorkMessages.All,
        .. CallMessages.All,
        .. CarrierMessages.All,
    ];

    private static readonly FrozenDictionary<Type, WireMessage> s_byType =
        s_all.ToFrozenDictionary(message => message.Type);

    private static readonly FrozenDictionary<ushort, WireMessage> s_byTag =
        s_all.ToFrozenDictionary(message => message.Tag);

    /// <summary>All messages, in the order of their tags.</summary>
    public static IReadOnlyList<WireMessage> All => s_all;

    /// <summary>How messages of a type travel, or null where they do not.</summary>
    public static WireMessage? Find(Type type) => s_byType.GetValueOrDefault(type);

    /// <summary>How the message of a tag travels, or null for an unknown tag.</summary>
    public static WireMessage? Find(ushort tag) => s_byTag.GetValueOrDefault(tag);

    /// <summary>True for what two processes say before they know what version both speak.</summary>
    public static bool IsOfAllVersions(ushort tag) => tag is Hello or Refused;
}
