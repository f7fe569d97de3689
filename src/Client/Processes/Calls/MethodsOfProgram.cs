using System.Reflection;
using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Values;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// Each static method of the program, for processes that the program starts itself, by the closed codec.
/// </summary>
internal sealed class MethodsOfProgram() : CallableMethods(ValueCodecs.OfProgram.For)
{
    /// <summary>The program's.</summary>
    public static MethodsOfProgram Instance { get; } = new();

    protected override void CheckDeclaring(MethodInfo method)
    {
        // A child process is the program itself.
    }

    protected override Type? DeclaringType(string assembly, string type, string method)
    {
        try
        {
            return Assembly.Load(new AssemblyName(assembly)).GetType(type);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or ArgumentException)
        {
            throw new ComputeException(
                ErrorKind.UnknownName,
                $"the worker process has no method {NamedMethod.Readable(method)}: {error.Message}",
                error);
        }
    }

    protected override ComputeException Unknown(string name) => new(
        ErrorKind.UnknownName,
        $"the worker process has no method {NamedMethod.Readable(name)}: start the program anew, if it was "
        + "built meanwhile");
}
