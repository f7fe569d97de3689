using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// A static method of the program, which a process of the same program finds by its name, and how its
/// arguments and its result travel. Immutable and thread safe.
/// </summary>
internal sealed class NamedMethod
{
    private const char Separator = '!';
    private const BindingFlags AnyStatic =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<MethodInfo, NamedMethod> s_known = new();

    private readonly ValueCodec[] _parameters;
    private readonly ValueCodec? _result;
    private readonly MethodInvoker _invoker;

    private NamedMethod(MethodInfo method)
    {
        Type type = method.DeclaringType!;
        Name = string.Join(Separator, type.Assembly.GetName().Name, type.FullName, method.ToString());
        _invoker = MethodInvoker.Create(method);
        _parameters = [.. method.GetParameters().Select(
            parameter => CodecOf(method, parameter.ParameterType, $"parameter '{parameter.Name}'"))];
        _result = method.ReturnType == typeof(void) ? null : CodecOf(method, method.ReturnType, "result");
    }

    /// <summary>Its assembly, type and signature.</summary>
    public string Name { get; }

    /// <summary>The method of a delegate.</summary>
    /// <exception cref="ComputeException">It is not one that another process can find.</exception>
    public static NamedMethod Of(Delegate function)
    {
        if (function.Target is IAdapter adapter) return Of(adapter.Function);
        MethodInfo method = function.Method;
        bool isBound = function.Target is not null || !function.HasSingleTarget;
        if (isBound || !method.IsStatic) throw Refusal(method);
        if (method.DeclaringType is null || method.IsGenericMethod || method.DeclaringType.IsGenericType)
        {
            throw Refused(
                $"'{method.Name}' is generic, or was made while the program runs, and has no name elsewhere");
        }

        return s_known.GetOrAdd(method, static one => new NamedMethod(one));
    }

    /// <summary>
    /// The method of a name, among those of an assembly that belongs to the program. What it takes and gives
    /// is known from its signature.
    /// </summary>
    /// <exception cref="ComputeException">There is none.</exception>
    public static NamedMethod Find(string name)
    {
        string[] parts = name.Split(Separator, 3);
        try
        {
            if (parts is [var assembly, var type, var signature]
                && Assembly.Load(new AssemblyName(assembly)).GetType(type) is { IsGenericType: false } found
                && found.GetMethods(AnyStatic).FirstOrDefault(one => one.ToString() == signature)
                    is { IsGenericMethod: false } method)
            {
                return s_known.GetOrAdd(method, static one => new NamedMethod(one));
            }
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or ArgumentException)
        {
            throw new ComputeException(
                ErrorKind.UnknownName, $"the worker process has no method '{name}': {error.Message}", error);
        }

        throw new ComputeException(
            ErrorKind.UnknownName,
            $"the worker process has no method '{name}': start the program anew, if it was built meanwhile");
    }

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

    private static ValueCodec CodecOf(MethodInfo method, Type type, string what)
    {
        try
        {
            return ValueCodecs.For(type);
        }
        catch (ComputeException refusal)
        {
            throw new ComputeException(
                refusal.Kind, $"the {what} of '{method.Name}' cannot be sent: {refusal.Message}", refusal);
        }
    }

    private static ComputeException Refusal(MethodInfo method)
    {
        bool isCompilers = method.Name.StartsWith('<');
        return Refused(isCompilers
            ? "a lambda, or a local function that uses variables around it, does not travel to a worker "
                + "process"
            : $"'{method.Name}' belongs to an object, which does not travel to a worker process");
    }

    private static ComputeException Refused(string reason) =>
        new(ErrorKind.UnsupportedType, $"{reason}: make it a static method and pass it by name");
}
