using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;

namespace ActorCompute.Engines.Akka.Membership;

/// <summary>What Akka.Cluster last said of each member. Thread safe.</summary>
internal sealed class ClusterView
{
    private readonly ConcurrentDictionary<Address, MemberStatus> _members = new();
    private readonly ConcurrentDictionary<Address, byte> _unreachable = new();

    /// <summary>The leader; null while there is none.</summary>
    public Address? Leader { get; set; }

    /// <summary>True for a member that has not been removed.</summary>
    public bool Has(Address address) => _members.ContainsKey(address);

    /// <summary>A member's status has changed.</summary>
    public void Set(Member member) => _members[member.Address] = member.Status;

    /// <summary>A member is no more.</summary>
    public void Remove(Address address)
    {
        _members.TryRemove(address, out _);
        _unreachable.TryRemove(address, out _);
    }

    /// <summary>A member can be reached, or cannot.</summary>
    public void SetReachable(Address address, bool isReachable)
    {
        if (isReachable) _unreachable.TryRemove(address, out _);
        else _unreachable[address] = 0;
    }

    /// <summary>A member in words: <c>up, reachable, leader</c>; empty where it is none.</summary>
    public string Describe(Address address)
    {
        if (!_members.TryGetValue(address, out MemberStatus status)) return "";
        string words = $"{status.ToString().ToLowerInvariant()}, "
            + (_unreachable.ContainsKey(address) ? "unreachable" : "reachable");
        return address.Equals(Leader) ? words + ", leader" : words;
    }
}
