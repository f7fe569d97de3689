using System.Collections.Concurrent;
using System.Reflection;
using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Values;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>Which methods can be called by name, and how what they take and give travels. Thread
/// safe.</summary>
/// <param name="codecs">How values of a type travel.</param>
internal abstract class CallableMethods(Func<Type, ValueCodec> codecs)
{
    private const BindingFlags AnyStatic =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly ConcurrentDictionary<MethodInfo, NamedMethod> _known = new();

    /// <summary>The method of a delegate.</summary>
    /// <exception cref="ComputeException">It is not one that another process can find.</exception>
    public NamedMethod Of(Delegate function)
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

        CheckDeclaring(method);
        return Named(method);
    }

    /// <summary>
    /// The method of a name. What it takes and gives is known from its signature.
    /// </summary>
    /// <exception cref="ComputeException">There is none, or it may not be called.</exception>
    public NamedMethod Find(string name)
    {
        if (name.Split(NamedMethod.Separator, 3) is [var assembly, var type, var signature]
            && DeclaringType(assembly, type, name) is { IsGenericType: false } found
            && found.GetMethods(AnyStatic).FirstOrDefault(one => one.ToString() == signature)
                is { IsGenericMethod: false } method)
        {
            return Named(method);
        }

        throw Unknown(name);
    }

    /// <summary>Sees to it that the methods of a method's type may be called.</summary>
    /// <exception cref="ComputeException">They may not.</exception>
    protected abstract void CheckDeclaring(MethodInfo method);

    /// <summary>The type whose methods may be called; or null.</summary>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="type">The type's full name.</param>
    /// <param name="method">The method's name, for people.</param>
    /// <exception cref="ComputeException">It cannot be looked for.</exception>
    protected abstract Type? DeclaringType(string assembly, string type, string method);

    /// <summary>The error of a name that is no method's.</summary>
    protected abstract ComputeException Unknown(string name);

    private NamedMethod Named(MethodInfo method) => _known.GetOrAdd(
        method, static (one, codecs) => new NamedMethod(one, codecs), codecs);

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
