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
    private readonly string _whatToDo;

    private MethodsOfList(
        IReadOnlySet<Type> types, Func<Type, ValueCodec> codecs, string where, string whatToDo)
        : base(codecs)
    {
        _types = types;
        _named = types.ToDictionary(type => (type.Assembly.GetName().Name!, type.FullName!));
        _where = where;
        _whatToDo = whatToDo;
    }

    /// <summary>Those that a client has called.</summary>
    public static MethodsOfList OfClient(FunctionTypes types, string engine) =>
        Make(types, engine, "ConnectOptions.Functions", "add its type there");

    /// <summary>Those that a worker node runs.</summary>
    public static MethodsOfList OfNode(FunctionTypes types, string engine) =>
        Make(types, engine, "the list of this worker node", "start it with --allow and the type's name");

    protected override void CheckDeclaring(MethodInfo method)
    {
        if (_types.Contains(method.DeclaringType!)) return;
        throw new ComputeException(
            ErrorKind.UnsupportedType,
            $"'{method.Name}' is a method of {method.DeclaringType}, which is not in {_where}: {_whatToDo}");
    }

    protected override Type? DeclaringType(string assembly, string type, string method) =>
        _named.GetValueOrDefault((assembly, type));

    protected override ComputeException Unknown(string name)
    {
        string method = name.Replace(NamedMethod.Separator, ' ');
        return new ComputeException(
            ErrorKind.UnknownName, $"no static method '{method}' is in {_where}: {_whatToDo}");
    }

    private static MethodsOfList Make(FunctionTypes types, string engine, string where, string whatToDo)
    {
        IReadOnlySet<Type> snapshot = types.Snapshot();
        var closed = new ValueCodecs(
            type => snapshot.Contains(type) ? null : $"it is not in {where}: {whatToDo}");
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
