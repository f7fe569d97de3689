using System.Reflection;
using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Engines.Cluster.Carriers;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// The static methods of the types on a list, and nothing else, for a cluster of an engine. Types are found
/// in the list alone: no name that comes from elsewhere has an assembly loaded.
/// </summary>
internal sealed class MethodsOfList : CallableMethods
{
    private readonly IReadOnlySet<Type> _types;
    private readonly Dictionary<(string Assembly, string Type), Type> _named;
    private readonly string _where;
    private readonly Func<string, string> _whatToDo;

    private MethodsOfList(
        IReadOnlySet<Type> types, Func<Type, ValueCodec> codecs, string where, Func<string, string> whatToDo)
        : base(codecs)
    {
        _types = types;
        _named = types.ToDictionary(type => (type.Assembly.GetName().Name!, type.FullName!));
        _where = where;
        _whatToDo = whatToDo;
    }

    /// <summary>Those that a client has called.</summary>
    public static MethodsOfList OfClient(FunctionTypes types, string engine) =>
        Make(types, engine, "ConnectOptions.Functions", static type => $"add {type} there");

    /// <summary>Those that a worker node runs.</summary>
    public static MethodsOfList OfNode(FunctionTypes types, string engine) =>
        Make(types, engine, "the list of this worker node", static type => $"start it with --allow {type}");

    protected override void CheckDeclaring(MethodInfo method)
    {
        if (_types.Contains(method.DeclaringType!)) return;
        throw new ComputeException(
            ErrorKind.UnsupportedType,
            $"'{method.Name}' is a method of {method.DeclaringType}, which is not in {_where}: "
            + _whatToDo($"{method.DeclaringType}"));
    }

    protected override Type? DeclaringType(string assembly, string type, string method) =>
        _named.GetValueOrDefault((assembly, type));

    protected override ComputeException Unknown(string name)
    {
        string what = $"no static method {NamedMethod.Readable(name)} is in {_where}";
        string advice = name.Split(NamedMethod.Separator, 3) is [var assembly, var type, _]
            ? _named.ContainsKey((assembly, type))
                ? ": its type is, so give both ends the same build of the assembly"
                : $": {_whatToDo(type)}"
            : "";
        return new ComputeException(ErrorKind.UnknownName, what + advice);
    }

    private static MethodsOfList Make(
        FunctionTypes types, string engine, string where, Func<string, string> whatToDo)
    {
        IReadOnlySet<Type> snapshot = types.Snapshot();
        var closed = new ValueCodecs(
            type => snapshot.Contains(type) ? null : $"it is not in {where}: {whatToDo($"{type}")}");
        IFunctionValues? engines = ClusterEngines.FunctionValues(engine, snapshot);
        return new MethodsOfList(snapshot, CodecFor, where, whatToDo);

        // Numbers and texts are the same bytes on every engine.
        ValueCodec CodecFor(Type type)
        {
            if (engines is null || ValueCodecs.IsPlain(type)) return closed.For(type);
            engines.Check(type);
            return new EngineCodec(engines, type);
        }
    }
}
