using System.Collections.Frozen;
using System.Text;
using Hyperion;
using Hyperion.ValueSerializers;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// Lets Hyperion take the types of a list by the names that it has for them, and no other. Its own filter
/// asks for another name of a type when it writes than when it reads. Immutable and thread safe.
/// </summary>
internal sealed class ListFilter : ITypeFilter
{
    private const int BytesBeforeName = 5;

    private readonly FrozenSet<string> _names;

    /// <param name="types">The list.</param>
    public ListFilter(IReadOnlySet<Type> types)
    {
        var any = new Serializer();
        Layouts = types.Select(type => (Name: NameOnTheWire(type, any), Layout: Layout.Of(type)))
            .Where(named => named.Layout is not null)
            .ToFrozenDictionary(named => named.Name, named => named.Layout!);
        _names = types.Select(type => type.AssemblyQualifiedName!).Concat(Layouts.Keys).ToFrozenSet();
    }

    /// <summary>What may be named in what comes, and what follows the name.</summary>
    public FrozenDictionary<string, Layout> Layouts { get; }

    /// <inheritdoc/>
    public bool IsAllowed(string typeName) => _names.Contains(typeName);

    /// <summary>The name that Hyperion writes: behind a manifest's kind and its length.</summary>
    private static string NameOnTheWire(Type type, Serializer any)
    {
        using var manifest = new MemoryStream();
        new ObjectSerializer(type).WriteManifest(manifest, new SerializerSession(any));
        return Encoding.UTF8.GetString(manifest.ToArray().AsSpan(BytesBeforeName));
    }
}
