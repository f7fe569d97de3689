using System.Reflection;
using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// A static method of the program, which another process finds by its name, and how its arguments and its
/// result travel. Immutable and thread safe.
/// </summary>
internal sealed class NamedMethod
{
    /// <summary>Between the parts of a name.</summary>
    public const char Separator = '!';

    private readonly ValueCodec[] _parameters;
    private readonly ValueCodec? _result;
    private readonly MethodInvoker _invoker;

    /// <param name="method">The method.</param>
    /// <param name="codecs">How values of a type travel.</param>
    /// <exception cref="ComputeException">A parameter, or the result, does not.</exception>
    public NamedMethod(MethodInfo method, Func<Type, ValueCodec> codecs)
    {
        Type type = method.DeclaringType!;
        Name = string.Join(Separator, type.Assembly.GetName().Name, type.FullName, method.ToString());
        _invoker = MethodInvoker.Create(method);
        _parameters = [.. method.GetParameters().Select(
            parameter => CodecOf(method, codecs, parameter.ParameterType, $"parameter '{parameter.Name}'"))];
        _result = method.ReturnType == typeof(void)
            ? null
            : CodecOf(method, codecs, method.ReturnType, "result");
    }

    /// <summary>Its assembly, type and signature.</summary>
    public string Name { get; }

    /// <summary>A name in quotes and as C# would have it, for people; one that is none as it is.</summary>
    public static string Readable(string name) =>
        name.Split(Separator, 3) is [var assembly, var type, var signature]
            && signature.IndexOf(' ') is var space and > 0
            ? $"'{signature[..space]} {type}.{signature[(space + 1)..]}' of the assembly '{assembly}'"
            : $"'{name}'";

    /// <summary>Writes the arguments of a call: an item, or a tuple of them.</summary>
    /// <exception cref="ComputeException">The item has a part that does not travel.</exception>
    public void WriteArguments(ValueWriter writer, object? item)
    {
        if (_parameters.Length == 1)
        {
            _parameters[0].Write(writer, item);
            return;
        }

        for (int place = 0; place < _parameters.Length; place++)
        {
            _parameters[place].Write(writer, ((ITuple)item!)[place]);
        }
    }

    /// <summary>Reads the arguments of a call, calls the method and writes its result.</summary>
    /// <exception cref="WireException">The bytes are not arguments.</exception>
    /// <exception cref="Exception">Whatever the method throws.</exception>
    public void Call(ref ValueReader arguments, ValueWriter results)
    {
        object?[] read = new object?[_parameters.Length];
        for (int place = 0; place < read.Length; place++)
        {
            read[place] = _parameters[place].Read(ref arguments);
        }

        object? result = _invoker.Invoke(null, read.AsSpan());
        _result?.Write(results, result);
    }

    /// <summary>Reads the result of a call.</summary>
    /// <exception cref="WireException">The bytes are not one.</exception>
    public object? ReadResult(ref ValueReader results) => _result?.Read(ref results);

    private static ValueCodec CodecOf(
        MethodInfo method, Func<Type, ValueCodec> codecs, Type type, string what)
    {
        try
        {
            return codecs(type);
        }
        catch (ComputeException refusal)
        {
            throw new ComputeException(
                refusal.Kind, $"the {what} of '{method.Name}' cannot be sent: {refusal.Message}", refusal);
        }
    }
}
